// Loaded before a program (`node -r`): its wall clock is wrong by KEELSON_TEST_CLOCK_SHIFT_MS, as on a machine that nobody keeps on time.
// Timers and performance.now() go on as they are, since the operating system measures those by another clock.
const shiftMs = Number(process.env.KEELSON_TEST_CLOCK_SHIFT_MS);
const RealDate = Date;

class ShiftedDate extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + shiftMs);
    else super(...parts);
  }
  static now() {
    return RealDate.now() + shiftMs;
  }
}
globalThis.Date = ShiftedDate;
