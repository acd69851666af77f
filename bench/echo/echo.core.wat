;; The guest of the benchmark. It does next to nothing, so that a call costs what its glue costs. Memory: results at 256,
;; counters at 4096, what is allocated from 64 KiB on, and from 8 MiB on the text and bytes that are made.
;; `wasm-tools parse echo.core.wat -o echo.core.wasm` made the binary beside this file; a test compares them.
(module
  (import "bench:echo/host" "tick" (func $tick (param i32) (result i32)))
  (import "bench:echo/host" "take-string" (func $take-string (param i32 i32) (result i32)))
  (import "bench:echo/host" "take-bytes" (func $take-bytes (param i32 i32) (result i32)))
  (import "[export]bench:echo/api" "[resource-new]counter" (func $new-counter (param i32) (result i32)))

  (memory (export "memory") 256)
  (data (i32.const 0x800000) "zero is refused")
  (global $free (mut i32) (i32.const 0x10000))
  (global $counters (mut i32) (i32.const 0))

  ;; Allocates upwards; `$reset` frees all there is.
  (func (export "cabi_realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
    (local $new i32)
    (local.set $new
      (i32.and
        (i32.add (global.get $free) (i32.sub (local.get $align) (i32.const 1)))
        (i32.sub (i32.const 0) (local.get $align))))
    (global.set $free (i32.add (local.get $new) (local.get $size)))
    (if (local.get $old-size)
      (then
        (memory.copy (local.get $new) (local.get $old)
          (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))))
    (local.get $new))

  (func $reset
    (global.set $free (i32.const 0x10000)))

  ;; The pair of address and length where results of one string or list are.
  (func $pair (param $address i32) (param $length i32) (result i32)
    (i32.store (i32.const 256) (local.get $address))
    (i32.store (i32.const 260) (local.get $length))
    (i32.const 256))

  (func (export "bench:echo/api#noop"))

  (func (export "bench:echo/api#add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))

  (func (export "bench:echo/api#add64") (param i64 i64) (result i64)
    (i64.add (local.get 0) (local.get 1)))

  (func (export "bench:echo/api#addf") (param f64 f64) (result f64)
    (f64.add (local.get 0) (local.get 1)))

  (func
    (export "bench:echo/api#echo-string")
    (export "bench:echo/api#echo-bytes")
    (export "bench:echo/api#echo-u32s")
    (export "bench:echo/api#echo-points")
    (export "bench:echo/api#echo-people")
    (export "bench:echo/api#echo-strings")
    (param i32 i32) (result i32)
    (call $pair (local.get 0) (local.get 1)))

  (func
    (export "bench:echo/api#take-string")
    (export "bench:echo/api#take-bytes")
    (param i32 i32) (result i32)
    (call $reset)
    (local.get 1))

  (func
    (export "bench:echo/api#make-string")
    (export "bench:echo/api#make-bytes")
    (param i32) (result i32)
    (call $pair (i32.const 0x800000) (local.get 0)))

  (func (export "bench:echo/api#echo-opt") (param i32 i32) (result i32)
    (i32.store8 (i32.const 256) (local.get 0))
    (i32.store (i32.const 260) (local.get 1))
    (i32.const 256))

  ;; Of the flat values the second is of `num`, `text` and `at` alike, the third holds a length or the bits of an f64.
  (func (export "bench:echo/api#echo-shape") (param $case i32) (param $first i32) (param $second i64) (result i32)
    (i32.store8 (i32.const 256) (local.get $case))
    (i32.store (i32.const 264) (local.get $first))
    (if (i32.eq (local.get $case) (i32.const 3))
      (then (i64.store (i32.const 272) (local.get $second)))
      (else (i32.store (i32.const 268) (i32.wrap_i64 (local.get $second)))))
    (i32.const 256))

  (func (export "bench:echo/api#echo-point") (param i32 f64) (result i32)
    (i32.store (i32.const 256) (local.get 0))
    (f64.store (i32.const 264) (local.get 1))
    (i32.const 256))

  (func
    (export "bench:echo/api#echo-color")
    (export "bench:echo/api#echo-perms")
    (param i32) (result i32)
    (local.get 0))

  ;; Zero is an error, whose text has 15 bytes.
  (func (export "bench:echo/api#try-it") (param i32) (result i32)
    (i32.store8 (i32.const 256) (i32.eqz (local.get 0)))
    (i32.store (i32.const 260) (select (local.get 0) (i32.const 0x800000) (local.get 0)))
    (i32.store (i32.const 264) (i32.const 15))
    (i32.const 256))

  (func (export "bench:echo/api#call-tick") (param $times i32) (result i32)
    (local $sum i32)
    (loop $again
      (if (local.get $times)
        (then
          (local.set $sum (i32.add (local.get $sum) (call $tick (local.get $times))))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (br $again))))
    (call $reset)
    (local.get $sum))

  (func (export "bench:echo/api#call-take-string") (param $times i32) (param $address i32) (param $length i32) (result i32)
    (local $sum i32)
    (loop $again
      (if (local.get $times)
        (then
          (local.set $sum (i32.add (local.get $sum) (call $take-string (local.get $address) (local.get $length))))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (br $again))))
    (call $reset)
    (local.get $sum))

  (func (export "bench:echo/api#call-take-bytes") (param $times i32) (param $address i32) (param $length i32) (result i32)
    (local $sum i32)
    (loop $again
      (if (local.get $times)
        (then
          (local.set $sum (i32.add (local.get $sum) (call $take-bytes (local.get $address) (local.get $length))))
          (local.set $times (i32.sub (local.get $times) (i32.const 1)))
          (br $again))))
    (call $reset)
    (local.get $sum))

  ;; Representations are addresses, of 256 counters in turn.
  (func (export "bench:echo/api#[constructor]counter") (param $initial i32) (result i32)
    (local $rep i32)
    (local.set $rep
      (i32.add (i32.const 4096) (i32.shl (i32.and (global.get $counters) (i32.const 255)) (i32.const 2))))
    (global.set $counters (i32.add (global.get $counters) (i32.const 1)))
    (i32.store (local.get $rep) (local.get $initial))
    (call $new-counter (local.get $rep)))

  (func (export "bench:echo/api#[method]counter.get") (param $rep i32) (result i32)
    (i32.load (local.get $rep)))

  (func (export "bench:echo/api#[method]counter.inc") (param $rep i32) (param $by i32) (result i32)
    (i32.store (local.get $rep) (i32.add (i32.load (local.get $rep)) (local.get $by)))
    (i32.load (local.get $rep)))

  (func (export "bench:echo/api#[dtor]counter") (param $rep i32)
    (i32.store (local.get $rep) (i32.const 0)))

  (func
    (export "cabi_post_bench:echo/api#echo-string")
    (export "cabi_post_bench:echo/api#echo-bytes")
    (export "cabi_post_bench:echo/api#echo-u32s")
    (export "cabi_post_bench:echo/api#echo-points")
    (export "cabi_post_bench:echo/api#echo-people")
    (export "cabi_post_bench:echo/api#echo-strings")
    (export "cabi_post_bench:echo/api#make-string")
    (export "cabi_post_bench:echo/api#make-bytes")
    (export "cabi_post_bench:echo/api#echo-shape")
    (param i32)
    (call $reset)))
