//! Every seed passes, and every target has some.

use std::path::Path;

use heliogram_fuzz::TARGETS;

#[test]
fn seeds_pass() {
    for (name, run) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
        let seeds: Vec<_> = folder.read_dir().expect("a folder of seeds").collect();
        assert!(!seeds.is_empty(), "{name} has no seeds");
        for seed in seeds {
            run(&std::fs::read(seed.expect("a seed").path()).expect("a file"));
        }
        run(&[]);
    }
}
