use heliogram_core::{aes, math::pq::factorize};
use std::time::Instant;
fn main() {
    let mut s = 12345u64;
    let mut r = || {
        s ^= s << 13;
        s ^= s >> 7;
        s ^= s << 17;
        s
    };
    let mut nums = vec![];
    while nums.len() < 4000 {
        let mut p = || loop {
            let c = (r() >> 33) | 1 << 30 | 1;
            if c < 1 << 31
                && matches!(factorize(c), Err(heliogram_core::math::pq::FactorError::Prime { .. }))
            {
                return c;
            }
        };
        nums.push(p() * p());
    }
    let t = Instant::now();
    let mut x = 0;
    for &n in &nums {
        x ^= factorize(n).unwrap().0;
    }
    println!("pq mean {:.1} us ({x})", t.elapsed().as_secs_f64() * 1e6 / nums.len() as f64);
    for k in aes::kernels() {
        for size in [112usize, 1024, 1 << 20] {
            let mut d = vec![1u8; size];
            let mut iv = [2; 32];
            let reps = (64 << 20) / size;
            let t = Instant::now();
            for _ in 0..reps {
                k.ige_encrypt(&[3; 32], &mut iv, &mut d).unwrap();
            }
            let e = (reps * size) as f64 / t.elapsed().as_secs_f64() / 1e6;
            let t = Instant::now();
            for _ in 0..reps {
                k.ige_decrypt(&[3; 32], &mut iv, &mut d).unwrap();
            }
            let f = (reps * size) as f64 / t.elapsed().as_secs_f64() / 1e6;
            let mut c = k.ctr(&[1; 32], &[9; 16]);
            let t = Instant::now();
            for _ in 0..reps {
                c.apply(&mut d);
            }
            let g = (reps * size) as f64 / t.elapsed().as_secs_f64() / 1e6;
            println!("{} {size}: enc {e:.0} dec {f:.0} ctr {g:.0} MB/s", k.name());
        }
    }
}
