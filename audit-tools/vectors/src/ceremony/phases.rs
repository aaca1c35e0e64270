//! Several steps at once, as an honest office takes them.

use super::Ceremony;

impl Ceremony {
    /// From the announcement through all commitments.
    pub fn begin(&mut self) {
        self.announce();
        self.commit_all();
    }

    /// Applications are taken, and every child applies.
    pub fn take_applications(&mut self) {
        self.open_intake();
        self.apply_all();
    }

    /// From the close of intake to the result.
    pub fn close_and_draw(&mut self) {
        self.close_intake();
        self.review();
        self.post();
        self.finish();
    }

    /// From the announcement to the posting of the roll.
    pub fn to_posted(&mut self) {
        self.begin();
        self.take_applications();
        self.close_intake();
        self.review();
        self.post();
    }

    /// From the announcement to the last opened seed.
    pub fn to_opened(&mut self) {
        self.to_posted();
        self.freeze();
        self.open_all();
    }

    /// From the announcement to the recorded randomness.
    pub fn to_drawn(&mut self) {
        self.to_opened();
        self.randomise();
    }

    /// From the announcement to the result.
    pub fn to_published(&mut self) {
        self.to_drawn();
        self.draw();
        self.publish();
    }

    /// From the freeze to the result.
    pub fn finish(&mut self) {
        self.freeze();
        self.open_all();
        self.randomise();
        self.draw();
        self.publish();
    }

    /// From the annulment to the result of the next attempt.
    pub fn draw_again(&mut self) {
        self.commit_all();
        self.finish();
    }
}
