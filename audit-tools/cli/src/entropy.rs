//! The only asking for entropy.

use zeroize::Zeroizing;

/// 32 bytes of the operating system's entropy: an observer's key, or a seed.
///
/// # Errors
/// If the operating system has none to give.
pub fn seed() -> Result<Zeroizing<[u8; 32]>, getrandom::Error> {
    let mut seed = Zeroizing::new([0; 32]);
    #[expect(clippy::disallowed_methods, reason = "this module is where entropy is asked for")]
    getrandom::fill(seed.as_mut_slice())?;
    Ok(seed)
}
