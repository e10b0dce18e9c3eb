import { EventHistory, HISTORY_LENGTH, type TrailEvent } from '../../cloudtrail/event-history';

const DAY = 86_400_000;
const START = Date.UTC(2027, 0, 15, 12);

function eventAt(milliseconds: number, eventName = 'ListUsers'): TrailEvent {
  return {
    time: START + milliseconds,
    region: 'us-east-1',
    eventSource: 'iam.amazonaws.com',
    eventName,
    readOnly: true,
    username: 'alice',
    accessKeyId: 'AKIAALICE',
    toRecord: (eventID) => ({ eventID, eventName }) as never,
  };
}

function recorded(...events: readonly TrailEvent[]) {
  const history = new EventHistory();
  for (const event of events) history.record(event);
  return history;
}

const namesIn = (history: EventHistory) => history.all.map(({ event }) => event.eventName);

test('events are by time, and in the order of their recording where the time is the same', () => {
  const history = recorded(
    eventAt(5, 'C'),
    eventAt(0, 'A'),
    eventAt(5, 'D'),
    eventAt(0, 'B'),
    eventAt(9, 'E'),
  );
  expect(namesIn(history)).toEqual(['A', 'B', 'C', 'D', 'E']);
});

test('an event keeps its ID, which no other event has, in this history or another', () => {
  const histories = [recorded(eventAt(0), eventAt(0)), recorded(eventAt(0), eventAt(0))];
  const ids = histories.flatMap(({ events }) => events.map(({ eventID }) => eventID));
  expect(ids).toEqual(histories.flatMap(({ events }) => events.map(({ eventID }) => eventID)));
  expect(new Set(ids).size).toBe(4);
});

test('events older than 90 days are dropped', () => {
  const history = recorded(eventAt(0, 'old'), eventAt(1, 'kept'), eventAt(90 * DAY + 1, 'new'));
  expect(namesIn(history)).toEqual(['kept', 'new']);
});

test('no more than 50,000 events are kept, the last ones', () => {
  const history = new EventHistory();
  for (let number = 0; number <= HISTORY_LENGTH; number += 1) history.record(eventAt(number, String(number)));
  expect(HISTORY_LENGTH).toBe(50_000);
  expect(history.all).toHaveLength(45_001);
  expect(namesIn(history).at(0)).toBe('5000');
  expect(namesIn(history).at(-1)).toBe('50000');
});

test('a listener hears of each event until it stops', () => {
  const heard: string[] = [];
  const history = new EventHistory();
  const stop = history.listen(({ event }) => heard.push(event.eventName));
  history.record(eventAt(0, 'A'));
  stop();
  history.record(eventAt(0, 'B'));
  expect(heard).toEqual(['A']);
});
