import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { rehearseLogFiles } from '../cli/rehearse/take-rehearsal';
import { rewriteSection } from './rewrite';
import { asMarkdown, asText, type Row } from './table';
import { writeTrail } from './trail';

const EVENTS = [200_000, 1_000_000] as const;
/** Large files, as tools that put log files together make them, and small ones, as CloudTrail delivers them. */
const EVENTS_PER_FILE = [20_000, 50] as const;
const BEGIN = new Date('2026-10-01T00:00:00Z');
const END = new Date('2026-11-01T00:00:00Z');

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly events: number;
}

/** `npm run bench:rehearse`: how fast log files are read, and in how much memory. */
function bench(write: boolean): void {
  const rows = EVENTS.flatMap((events) => EVENTS_PER_FILE.map((perFile) => rowOf(events, perFile)));
  const table: readonly Row[] = [
    ['events', 'in a file', 'seconds of a core', 'events a second', 'memory, MB'],
    ...rows,
  ];
  const machine = `${new Date().toISOString().slice(0, 10)}, one core of ${cpus().length}, Node.js ${process.version}; each in a process of its own, its start included`;
  console.log([machine, asText(table)].join('\n\n'));
  if (write) rewriteSection('rehearse', [machine, asMarkdown(table)].join('\n\n'), 'rehearse.md');
}

function rowOf(events: number, eventsPerFile: number): Row {
  const directory = mkdtempSync(join(tmpdir(), 'bench-rehearse-'));
  try {
    writeTrail(directory, { events, eventsPerFile, begin: BEGIN });
    const { seconds, megabytes, events: read } = measureApart(directory);
    if (read !== events) throw new Error(`${read} of ${events} events were read`);
    return [
      events.toLocaleString('en'),
      eventsPerFile.toLocaleString('en'),
      seconds.toFixed(1),
      Math.round(events / seconds).toLocaleString('en'),
      megabytes.toFixed(0),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** On one core, in a process that has done nothing else. */
function measureApart(directory: string): Measured {
  const program = [process.execPath, '--import', 'tsx', __filename, directory];
  return JSON.parse(execFileSync('taskset', ['-c', '0', ...program], { encoding: 'utf8' }));
}

async function measure(directory: string): Promise<Measured> {
  const { rehearsal } = await rehearseLogFiles({
    settings: { from: BEGIN, to: END, exemptAccessKeys: false },
    paths: [directory],
    stdin: Readable.from([]),
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  // Of the processor, start included: what else the machine does takes no part in it.
  const { user, system } = process.cpuUsage();
  const seconds = (user + system) / 1_000_000;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1_024, events: rehearsal.events };
}

const [argument] = process.argv.slice(2);
if (argument === undefined || argument === '--write') bench(argument === '--write');
else void measure(argument).then((measured) => console.log(JSON.stringify(measured)));
