/** What a splitter finds. */
export interface SplitterOutput {
  /** The text of a record, which need not be JSON. */
  record(text: string): void;
  /** Something that is not a whole record; the splitter goes on at the next line that begins a document. */
  damage(reason: string): void;
}

/** CloudTrail limits an event to 256 KB; one that is longer than this is damage, and memory stays bounded. */
const LONGEST_RECORD = 16 * 1024 * 1024;

/** The lists of records in a document: of log files, and of what `aws cloudtrail lookup-events` prints. */
const LIST = /"(?:Records|Events)"\s*:\s*$/;
const LONGEST_KEY = 64;

/** Where records lie, as a number of open brackets. */
const TOP_LEVEL = 0;
const IN_ARRAY = 1;
const IN_DOCUMENT = 2;
/** Behind the list of a document. */
const NOWHERE = -1;

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Finds records in a stream of bytes without holding more than one: `{"Records": […]}` and `{"Events": […]}`, arrays,
 * and one record after the other, in any layout and any number of times.
 */
export class RecordSplitter {
  /** The beginning of a record that goes on in the next chunk. */
  #kept: Buffer = Buffer.alloc(0);
  #depth = 0;
  #level = TOP_LEVEL;
  /** Where the current record begins; -1 between records. */
  #begin = -1;
  #inString = false;
  #escaped = false;
  #afterNewline = true;
  /** After damage: until a line begins with a brace. */
  #lost = false;

  constructor(private readonly output: SplitterOutput) {}

  push(chunk: Buffer): void {
    const bytes = this.#kept.length === 0 ? chunk : Buffer.concat([this.#kept, chunk]);
    let at = this.#kept.length;
    while (at < bytes.length) {
      if (this.#lost) at = this.#findDocument(bytes, at);
      else if (this.#inString) at = this.#skipString(bytes, at);
      else at = this.#step(bytes, at);
    }
    this.#keep(bytes);
  }

  /** After the last byte. */
  end(): void {
    const bytes = this.#kept;
    this.#kept = Buffer.alloc(0);
    if (this.#lost) return;
    if (this.#begin !== -1 && this.#depth === TOP_LEVEL && !this.#inString) {
      this.output.record(bytes.toString('utf8'));
    } else if (this.#begin !== -1) {
      this.output.damage('ends within a record');
    } else if (this.#depth > 0) {
      this.output.damage('ends before its list of records does');
    }
  }

  /** After damage. @returns where to go on. */
  #findDocument(bytes: Buffer, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === OPEN_BRACE && this.#afterNewline) {
        this.#lost = false;
        return at;
      }
      this.#afterNewline = byte === NEWLINE;
    }
    return bytes.length;
  }

  /** JSON has no line breaks in strings: one that has breaks off. @returns where to go on. */
  #skipString(bytes: Buffer, from: number): number {
    let at = this.#escaped ? from + 1 : from;
    this.#escaped = false;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      // Most of all bytes are small letters.
      if (byte > BACKSLASH) continue;
      if (byte === QUOTE) {
        this.#inString = false;
        return at + 1;
      }
      if (byte === BACKSLASH) at += 1;
      if (byte === NEWLINE) {
        this.#breakOff('a record breaks off within its line');
        return at;
      }
    }
    this.#escaped = at > bytes.length;
    return bytes.length;
  }

  /** A byte outside of strings. @returns where to go on. */
  #step(bytes: Buffer, at: number): number {
    const byte = bytes[at];
    const afterNewline = this.#afterNewline;
    this.#afterNewline = byte === NEWLINE;
    switch (byte) {
      case SPACE:
      case TAB:
      case RETURN:
        return at + 1;
      case NEWLINE:
        if (this.#depth === TOP_LEVEL) this.#endPlain(bytes, at);
        return at + 1;
      case OPEN_BRACE:
        if (afterNewline && this.#isBrokenOffBefore(bytes, at)) {
          this.#breakOff('a record breaks off within its line');
          this.#afterNewline = true;
          return at;
        }
        return this.#open(bytes, at);
      case OPEN_BRACKET:
        return this.#open(bytes, at);
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        return this.#close(bytes, at);
      case COMMA:
        if (this.#depth === this.#level) this.#endPlain(bytes, at);
        return at + 1;
      default:
        if (this.#begin === -1 && this.#depth === this.#level) this.#begin = at;
        this.#inString = byte === QUOTE;
        return at + 1;
    }
  }

  /** A record that ends without a bracket: no event, but not nothing either. */
  #endPlain(bytes: Buffer, end: number): void {
    if (this.#begin === -1 || this.#depth !== this.#level) return;
    this.output.record(bytes.toString('utf8', this.#begin, end));
    this.#begin = -1;
  }

  #open(bytes: Buffer, at: number): number {
    const isBracket = bytes[at] === OPEN_BRACKET;
    if (isBracket && this.#begin === -1 && this.#level === TOP_LEVEL && this.#depth === TOP_LEVEL) {
      this.#level = IN_ARRAY;
    } else if (isBracket && this.#level === TOP_LEVEL && this.#depth === 1 && this.#isList(bytes, at)) {
      this.#level = IN_DOCUMENT;
      this.#begin = -1;
    } else if (this.#begin === -1 && this.#depth === this.#level) {
      this.#begin = at;
    }
    this.#depth += 1;
    return at + 1;
  }

  /** Whether the bracket opens a document's list of records. */
  #isList(bytes: Buffer, at: number): boolean {
    if (bytes[this.#begin] !== OPEN_BRACE) return false;
    return LIST.test(bytes.toString('latin1', Math.max(this.#begin, at - LONGEST_KEY), at));
  }

  #close(bytes: Buffer, at: number): number {
    if (this.#depth === this.#level) this.#endPlain(bytes, at);
    this.#depth -= 1;
    if (this.#depth < 0) {
      this.#breakOff('holds a bracket too many');
      return at + 1;
    }
    if (this.#begin !== -1 && this.#depth === this.#level) {
      this.output.record(bytes.toString('utf8', this.#begin, at + 1));
      this.#begin = -1;
    } else if (this.#begin === -1) {
      this.#level = this.#depth === TOP_LEVEL ? TOP_LEVEL : this.#depth < this.#level ? NOWHERE : this.#level;
    }
    return at + 1;
  }

  /**
   * Whether a line that begins with a brace is a new document although a record is open: where the line before ends with
   * what nothing can follow but a comma or a bracket.
   */
  #isBrokenOffBefore(bytes: Buffer, at: number): boolean {
    if (this.#begin === -1 || this.#depth === this.#level) return false;
    let before = at - 1;
    while (before >= this.#begin && isSpace(bytes[before])) before -= 1;
    const last = bytes[before];
    return last !== COMMA && last !== COLON && last !== OPEN_BRACKET;
  }

  #breakOff(reason: string): void {
    this.output.damage(reason);
    this.#depth = 0;
    this.#level = TOP_LEVEL;
    this.#begin = -1;
    this.#inString = false;
    this.#escaped = false;
    this.#lost = true;
  }

  /** Keeps what has begun of a record. */
  #keep(bytes: Buffer): void {
    if (this.#begin === -1) {
      this.#kept = Buffer.alloc(0);
    } else if (bytes.length - this.#begin > LONGEST_RECORD) {
      this.#breakOff('holds a record of more than 16 MB');
      this.#kept = Buffer.alloc(0);
    } else {
      this.#kept = bytes.subarray(this.#begin);
      this.#begin = 0;
    }
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}
