//! The telephone of a test: the codes that its app shows.

/// The bytes of a secret as it is typed.
pub fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut held, mut bytes) = (0_u64, 0, Vec::new());
    for sign in text.bytes().filter(u8::is_ascii_alphanumeric) {
        let five = match sign {
            b'A'..=b'Z' => sign - b'A',
            sign => sign - b'2' + 26,
        };
        bits = (bits << 5) | u64::from(five);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    bytes
}

/// The code of a telephone (RFC 6238, HMAC-SHA-1, six digits).
pub fn code(secret: &[u8], second: i64) -> String {
    let pad = |with: u8| -> Vec<u8> {
        (0..64)
            .map(|place| secret.get(place).copied().unwrap_or(0) ^ with)
            .collect()
    };
    let step = (second / 30).to_be_bytes();
    let inner = sha1(&[pad(0x36), step.to_vec()].concat());
    let mac = sha1(&[pad(0x5c), inner.to_vec()].concat());
    let from = usize::from(mac[19] & 15);
    let word: [u8; 4] = mac[from..from + 4].try_into().unwrap();
    let number = (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000;
    format!("{number:06}")
}

fn sha1(text: &[u8]) -> [u8; 20] {
    let mut padded = text.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend((text.len() as u64 * 8).to_be_bytes());
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in padded.chunks(64) {
        let mut words: Vec<u32> = block
            .chunks(4)
            .map(|four| u32::from_be_bytes(four.try_into().unwrap()))
            .collect();
        for at in 16..80 {
            let mixed = words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16];
            words.push(mixed.rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.iter().enumerate() {
            let (mix, constant) = match at {
                0..20 => ((b & c) | (!b & d), 0x5a82_7999_u32),
                20..40 => (b ^ c ^ d, 0x6ed9_eba1),
                40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(mix)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (sum, part) in state.iter_mut().zip([a, b, c, d, e]) {
            *sum = sum.wrapping_add(part);
        }
    }
    let mut bytes = [0; 20];
    for (place, word) in state.iter().enumerate() {
        bytes[place * 4..place * 4 + 4].copy_from_slice(&word.to_be_bytes());
    }
    bytes
}
