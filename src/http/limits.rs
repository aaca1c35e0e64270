//! What the service takes: sizes, times, and how fast from one address.

use std::time::Duration;

use super::arriving::Pace;
use crate::{
    rounds::{IN_FLIGHT, MOST_DOCUMENT},
    staff::CLAIM,
};

/// What one request, one address, and all together may take. Zero requests a minute: no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body.
    pub body: usize,
    /// Bytes of an uploaded file.
    pub upload: usize,
    /// Bytes of a document that a family sends in, with the form around it.
    pub document: usize,
    /// How long a request may take, from its first byte to its answer.
    pub time: Duration,
    /// The same for an upload.
    pub upload_time: Duration,
    /// How long nothing need come of an upload.
    pub upload_grace: Duration,
    /// Bytes a second of an upload at the slowest, on the average from then on. 0: as slow as may be.
    pub upload_rate: u32,
    /// The same where a step of a round is carried out: the draw, its publication.
    pub step_time: Duration,
    /// How long a connection may take to send a request's headers, or to begin another one.
    pub header_time: Duration,
    /// Header fields of a request.
    pub header_fields: usize,
    /// Bytes of all header fields of a request.
    pub header_bytes: usize,
    /// Connections at once.
    pub connections: usize,
    /// Requests at once.
    pub requests: usize,
    /// Uploads at once.
    pub uploads: usize,
    /// Families' documents on their way in at once.
    pub documents: usize,
    /// The same from one address.
    pub documents_share: usize,
    /// Bytes of all documents of a round.
    pub documents_room: u64,
    /// Requests that read, a minute and address.
    pub reads: u32,
    /// Requests that change something, a minute and address.
    pub writes: u32,
    /// Documents of families, sent in or removed, an hour and address.
    pub documents_hourly: u32,
    /// Attempts to sign in, a minute and address.
    pub sign_ins: u32,
    /// Refusals that tell of a child that it has an application or a place, an hour and address.
    pub tellings: u32,
    /// Attempts to find a code by a registration's number, an hour and address.
    pub finds: u32,
    /// The same an hour and registration, wherever they come from.
    pub finds_of: u32,
    /// How long requests under way are waited for at the end.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: 256 << 10,
            upload: 64 << 20,
            document: MOST_DOCUMENT + (64 << 10),
            time: Duration::from_secs(IN_FLIGHT),
            upload_time: Duration::from_secs(120),
            upload_grace: Duration::from_secs(15),
            upload_rate: 8 << 10,
            step_time: Duration::from_secs(CLAIM),
            header_time: Duration::from_secs(15),
            header_fields: 64,
            header_bytes: 16 << 10,
            connections: 4096,
            requests: 512,
            uploads: 4,
            documents: 24,
            documents_share: 4,
            documents_room: 64 << 30,
            reads: 1200,
            writes: 300,
            documents_hourly: 200,
            sign_ins: 20,
            tellings: 30,
            finds: 60,
            finds_of: 10,
            drain: Duration::from_secs(30),
        }
    }
}

/// What a request's budget is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// It reads.
    Read,
    /// It changes something.
    Write,
    /// It carries a step of a round out, which takes as long as the round is large.
    Step,
    /// It changes something and brings a file.
    Upload,
    /// A family sends in a document.
    Document,
    /// Somebody tries to sign in.
    SignIn,
}

impl Class {
    /// Bytes of its body.
    pub(super) fn body(self, limits: &Limits) -> usize {
        match self {
            Self::Upload => limits.upload,
            Self::Document => limits.document,
            Self::Read | Self::Write | Self::Step | Self::SignIn => limits.body,
        }
    }

    /// How long it may take.
    pub(super) fn time(self, limits: &Limits) -> Duration {
        match self {
            Self::Upload | Self::Document => limits.upload_time,
            Self::Step => limits.step_time,
            Self::Read | Self::Write | Self::SignIn => limits.time,
        }
    }

    /// How slowly its body may come.
    pub(super) fn pace(self, limits: &Limits) -> Option<Pace> {
        let paced = self.brings_file() && limits.upload_rate > 0;
        paced.then_some(Pace { grace: limits.upload_grace, rate: limits.upload_rate })
    }

    fn brings_file(self) -> bool {
        matches!(self, Self::Upload | Self::Document)
    }
}
