import { APPROACHES, type Approach, type Measurement } from './measure';

const WIDTH = 860;
const HEIGHT = 380;
const PANEL = { width: 330, height: 250, top: 70 } as const;

/** Readable on white and on GitHub's dark; told apart without colour by their marks' labels. */
const COLOURS: Readonly<Record<Approach, string>> = {
  'this rule': '#0f9d6b',
  'one by one': '#d9822b',
  'all at once': '#8b6fd6',
  'credential report': '#4a90d9',
};

interface Panel {
  readonly title: string;
  readonly left: number;
  readonly value: (measurement: Measurement) => number;
}

const PANELS: readonly Panel[] = [
  { title: 'calls to AWS', left: 60, value: ({ totalCalls }) => totalCalls },
  { title: 'seconds', left: 490, value: ({ seconds }) => seconds },
];

/** Calls and seconds over the number of users, both axes logarithmic. An SVG without scripts, light or dark. */
export function plot(measurements: readonly Measurement[]): string {
  const kind = measurements[0]?.kind ?? '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title">`,
    `<title id="title">Calls and seconds of a run over the number of users, ${kind} account, logarithmic</title>`,
    '<style>text{font:13px system-ui,sans-serif;fill:#1f2328}.axis{stroke:#8c959f}.grid{stroke:#8c959f;stroke-opacity:.3}',
    '@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>',
    ...PANELS.flatMap((panel) => drawPanel(panel, measurements)),
    ...APPROACHES.map(legend),
    '</svg>',
    '',
  ].join('\n');
}

function legend(approach: Approach, index: number): string {
  const x = PANELS[0] === undefined ? 0 : PANELS[0].left + index * 180;
  return `<circle cx="${x}" cy="20" r="5" fill="${COLOURS[approach]}"/><text x="${x + 12}" y="25">${approach}</text>`;
}

function drawPanel({ title, left, value }: Panel, measurements: readonly Measurement[]): readonly string[] {
  const x = scale(
    measurements.map(({ users }) => users),
    left,
    left + PANEL.width,
  );
  const y = scale(measurements.map(value), PANEL.top + PANEL.height, PANEL.top);
  const bottom = PANEL.top + PANEL.height;
  const grid = y.decades.map(
    (decade) =>
      `<path class="grid" d="M${left} ${y.at(decade)}h${PANEL.width}"/><text x="${left - 8}" y="${y.at(decade) + 4}" text-anchor="end">${label(decade)}</text>`,
  );
  const users = [...new Set(measurements.map((measurement) => measurement.users))];
  const ticks = users.map(
    (count) => `<text x="${x.at(count)}" y="${bottom + 20}" text-anchor="middle">${label(count)}</text>`,
  );
  const series = APPROACHES.map((approach) =>
    line(
      measurements
        .filter((measurement) => measurement.approach === approach)
        .map((measurement) => [x.at(measurement.users), y.at(value(measurement))] as const),
      COLOURS[approach],
    ),
  );
  return [
    `<text x="${left}" y="${PANEL.top - 14}" font-weight="600">${title}</text>`,
    ...grid,
    `<path class="axis" d="M${left} ${bottom}h${PANEL.width}"/>`,
    ...ticks,
    `<text x="${left + PANEL.width / 2}" y="${bottom + 42}" text-anchor="middle">IAM users</text>`,
    ...series,
  ];
}

function line(points: readonly (readonly [number, number])[], colour: string): string {
  const path = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  const marks = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="4" fill="${colour}"/>`).join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${marks}`;
}

interface Scale {
  readonly at: (value: number) => number;
  readonly decades: readonly number[];
}

/** Logarithmic, from the power of ten below the least value to the one above the greatest. */
function scale(values: readonly number[], from: number, to: number): Scale {
  const least = Math.floor(Math.log10(Math.min(...values)));
  const greatest = Math.max(least + 1, Math.ceil(Math.log10(Math.max(...values))));
  return {
    at: (value) => Math.round(from + ((to - from) * (Math.log10(value) - least)) / (greatest - least)),
    decades: Array.from({ length: greatest - least + 1 }, (_, index) => 10 ** (least + index)),
  };
}

function label(value: number): string {
  return value >= 1 ? value.toLocaleString('en-US') : String(Number(value.toPrecision(1)));
}
