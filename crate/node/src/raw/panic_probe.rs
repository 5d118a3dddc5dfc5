use super::call::{Answer, Call, Refusal, entry};

entry!(panic, panic_here);

fn panic_here(_: &Call<'_>) -> Result<Answer, Refusal> {
    panic!("deliberate panic");
}
