/** Configurations of one width as numbers, each stored once: rows of one array, found by a hash table with open addressing. Millions of them fit. */
import { present } from "../../calculus/present.ts";

const firstRows = 1024;

export class ConfigurationTable {
  private readonly width: number;
  private cells: Int32Array;
  /** The number of the row plus one; 0 where there is none. Never more than half full. */
  private slots: Int32Array = new Int32Array(4 * firstRows);
  private rows = 0;

  constructor(width: number) {
    this.width = width;
    this.cells = new Int32Array(firstRows * width);
  }

  get count(): number {
    return this.rows;
  }

  /** The configuration of this number; not to be changed. */
  at(row: number): Int32Array {
    return this.cells.subarray(row * this.width, (row + 1) * this.width);
  }

  has(configuration: Int32Array): boolean {
    return this.slots[this.slotOf(configuration)] !== 0;
  }

  /** The number of the configuration, -1 if it has none. */
  find(configuration: Int32Array): number {
    return present(this.slots[this.slotOf(configuration)]) - 1;
  }

  /** The number of the configuration, of which a copy is stored if it is new: then the number is the `count` of before. */
  numberOf(configuration: Int32Array): number {
    const slot = this.slotOf(configuration);
    const row = present(this.slots[slot]);
    if (row !== 0) return row - 1;
    this.store(configuration, slot);
    return this.rows - 1;
  }

  /** Stores a copy of a configuration that it does not have. */
  add(configuration: Int32Array): void {
    this.store(configuration, this.slotOf(configuration));
  }

  /** Stores a copy of a configuration whose free slot this is. */
  private store(configuration: Int32Array, slot: number): void {
    if ((this.rows + 1) * this.width > this.cells.length) {
      const larger = new Int32Array(2 * this.cells.length);
      larger.set(this.cells);
      this.cells = larger;
    }
    this.cells.set(configuration, this.rows * this.width);
    this.rows += 1;
    this.slots[slot] = this.rows;
    if (2 * this.rows > this.slots.length) this.rehash();
  }

  /** Copies the configuration of this number. */
  read(row: number, into: Int32Array): void {
    const start = row * this.width;
    for (let cell = 0; cell < this.width; cell += 1) into[cell] = present(this.cells[start + cell]);
  }

  /** The slot of the configuration, or the free one where it belongs. */
  private slotOf(configuration: Int32Array): number {
    const mask = this.slots.length - 1;
    let slot = this.hashOf(configuration, 0) & mask;
    for (let row = present(this.slots[slot]); row !== 0; row = present(this.slots[slot])) {
      if (this.isRow(row - 1, configuration)) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private hashOf(cells: Int32Array, start: number): number {
    let hash = 0x811c9dc5;
    for (let cell = start; cell < start + this.width; cell += 1) hash = Math.imul(hash ^ present(cells[cell]), 0x01000193);
    return hash ^ (hash >>> 15);
  }

  private isRow(row: number, configuration: Int32Array): boolean {
    const start = row * this.width;
    for (let cell = 0; cell < this.width; cell += 1) if (this.cells[start + cell] !== configuration[cell]) return false;
    return true;
  }

  private rehash(): void {
    this.slots = new Int32Array(2 * this.slots.length);
    const mask = this.slots.length - 1;
    for (let row = 0; row < this.rows; row += 1) {
      let slot = this.hashOf(this.cells, row * this.width) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = row + 1;
    }
  }
}
