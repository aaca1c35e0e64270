//! How large rules may be (PROTOCOL.md, section 19).

/// Bytes of `rules.json` (1 MiB).
pub const FILE_BYTES: usize = 1 << 20;
/// Programs.
pub const PROGRAMS: usize = 1000;
/// Pools of a program.
pub const POOLS: usize = 16;
/// Bands.
pub const BANDS: usize = 16;
/// Categories.
pub const CATEGORIES: usize = 64;
/// Reasons.
pub const REASONS: usize = 64;
/// Observers.
pub const OBSERVERS: usize = 16;
/// Succession dates.
pub const DATES: usize = 64;
/// Seats of a pool, and a plan.
pub const SEATS: u64 = (1 << 31) - 1;
/// Characters of a title and of a basis.
pub const TITLE: usize = 200;
/// Characters of a locality.
pub const JURISDICTION: usize = 64;
/// Least lead before a beacon round, in seconds.
pub const LEAST_LEAD: u64 = 600;
/// Children of the largest bundle, from…
pub const LEAST_BUNDLE: u32 = 2;
/// …to.
pub const MOST_BUNDLE: u32 = 16;
