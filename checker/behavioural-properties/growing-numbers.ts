/** An array of 32-bit integers that grows at its end. */

export class GrowingNumbers {
  private cells: Int32Array = new Int32Array(256);
  private used = 0;

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.cells.length) {
      const larger = new Int32Array(2 * this.used);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells[this.used++] = value;
  }

  /** What was pushed; shares the cells until the next push. */
  done(): Int32Array {
    return this.cells.subarray(0, this.used);
  }
}
