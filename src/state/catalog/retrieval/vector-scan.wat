;; Scores of int8 vectors against one query of int16 numbers, 16 dimensions a step. `vector-scan.ts` says what lies where, and has the
;; same in TypeScript. Compiled to vector-scan.wasm by `npm run wasm`.
(module
  (memory (export "memory") 1)

  ;; For each of `count` vectors: dot × its scale × `unit`; −2 where the scale is 0, and where `eligible` is not 0 and lacks its bit.
  (func (export "scan")
    (param $query i32) (param $vectors i32) (param $scales i32) (param $eligible i32) (param $scores i32)
    (param $count i32) (param $stride i32) (param $unit f32)
    (local $i i32) (local $at i32) (local $end i32) (local $q i32) (local $scale f32) (local $score f32)
    (local $bytes v128) (local $low v128) (local $high v128)
    (local.set $end (local.get $vectors))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (local.set $at (local.get $end))
        (local.set $end (i32.add (local.get $at) (local.get $stride)))
        (local.set $score (f32.const -2))
        (local.set $scale (f32.load (i32.add (local.get $scales) (i32.shl (local.get $i) (i32.const 2)))))
        (block $skip
          (br_if $skip (f32.eq (local.get $scale) (f32.const 0)))
          (if (local.get $eligible)
            (then
              (br_if $skip
                (i32.eqz
                  (i32.and
                    (i32.shr_u
                      (i32.load8_u (i32.add (local.get $eligible) (i32.shr_u (local.get $i) (i32.const 3))))
                      (i32.and (local.get $i) (i32.const 7)))
                    (i32.const 1))))))
          (local.set $q (local.get $query))
          (local.set $low (v128.const i32x4 0 0 0 0))
          (local.set $high (v128.const i32x4 0 0 0 0))
          (loop $dot
            (local.set $bytes (v128.load (local.get $at)))
            (local.set $low
              (i32x4.add (local.get $low)
                (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_s (local.get $bytes)) (v128.load (local.get $q)))))
            (local.set $high
              (i32x4.add (local.get $high)
                (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_s (local.get $bytes)) (v128.load offset=16 (local.get $q)))))
            (local.set $q (i32.add (local.get $q) (i32.const 32)))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (br_if $dot (i32.lt_u (local.get $at) (local.get $end))))
          (local.set $low (i32x4.add (local.get $low) (local.get $high)))
          (local.set $score
            (f32.mul
              (f32.mul
                (f32.convert_i32_s
                  (i32.add
                    (i32.add (i32x4.extract_lane 0 (local.get $low)) (i32x4.extract_lane 1 (local.get $low)))
                    (i32.add (i32x4.extract_lane 2 (local.get $low)) (i32x4.extract_lane 3 (local.get $low)))))
                (local.get $scale))
              (local.get $unit))))
        (f32.store (i32.add (local.get $scores) (i32.shl (local.get $i) (i32.const 2))) (local.get $score))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next)))))
