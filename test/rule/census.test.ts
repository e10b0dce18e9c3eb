import { takeCensus } from '../../rule/census';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { type AccountIam, named, virtualDevice } from '../support/account-iam';
import { askingIam, IN_A_MINUTE } from '../support/asking';
import { policy } from '../support/known-users';
import { rejectionOf } from '../support/thrown';

const USERS = [
  named('alice', { devices: [virtualDevice('alice')], groups: ['Auditors', 'Robots'] }),
  named('bob', { path: '/service/', groups: ['Robots'] }),
  named('carol', { devices: ['arn:aws:iam::123456789012:u2f/user/carol/key'] }),
];

async function census(
  parameters: Partial<RuleParameters> = {},
  prepare: (iam: AccountIam) => void = () => {},
) {
  const { clock, iam, reader } = askingIam(USERS);
  prepare(iam);
  const taken = await clock.run(() => takeCensus(reader, policy(parameters)));
  return { ...taken, asked: iam.line.asked, clock };
}

const known = (userName: string, virtual: boolean | undefined, path = '/', exemptGroups: string[] = []) => ({
  userId: `AIDA-${userName}`,
  userName,
  path,
  exemptGroups,
  unreadGroups: [],
  ...(virtual !== undefined && { virtualDevice: virtual }),
  ...(virtual === true && {
    devices: [{ serialNumber: virtualDevice(userName), enableDate: expect.any(Date) }],
  }),
});

describe('the bulk lists', () => {
  test('tell of every user whether it has a virtual device, and its exempt groups', async () => {
    const { users, problems } = await census({ exemptGroups: ['Robots', 'Auditors'] });
    expect(users).toEqual([
      known('alice', true, '/', ['Robots', 'Auditors']),
      known('bob', false, '/service/', ['Robots']),
      known('carol', false),
    ]);
    expect(problems).toEqual([]);
  });

  test('are asked side by side, groups only where the policy has any', async () => {
    const { asked, clock } = await census();
    expect(asked).toEqual(['iam:ListUsers', 'iam:ListVirtualMFADevices']);
    expect(clock.now() - (IN_A_MINUTE - 60_000)).toBe(30);
  });

  test('are read to their ends', async () => {
    const { users, asked } = await census({ exemptGroups: ['Robots'] }, (iam) => {
      iam.paging = { MaxItems: 1 };
    });
    expect(users).toEqual([
      known('alice', true, '/', ['Robots']),
      known('bob', false, '/service/', ['Robots']),
      known('carol', false),
    ]);
    expect(asked.filter((call) => call.startsWith('iam:ListUsers'))).toEqual([
      'iam:ListUsers',
      'iam:ListUsers alice',
      'iam:ListUsers bob',
    ]);
    expect(asked.filter((call) => call.startsWith('iam:GetGroup'))).toHaveLength(2);
  });

  test('match devices by the id of their user, whatever they are named', async () => {
    const { users } = await census({}, (iam) => {
      iam.put(named('alice'));
      iam.put(named('bob', { devices: [virtualDevice('alice')] }));
    });
    expect(users.map(({ userName, virtualDevice: holds }) => [userName, holds])).toEqual([
      ['alice', false],
      ['bob', true],
      ['carol', false],
    ]);
  });
});

describe('the users', () => {
  test('that cannot be listed end the census', async () => {
    const error = rejectionOf(
      census({}, ({ line }) => {
        line.onCall = ({ action }) => (action === 'iam:ListUsers' ? 'denied' : undefined);
      }),
    );
    expect(await error).toMatchObject({ action: 'iam:ListUsers', failure: 'denied' });
  });

  test('whose second page cannot be listed end the census', async () => {
    const error = rejectionOf(
      census({}, (iam) => {
        iam.paging = { MaxItems: 2 };
        iam.line.onCall = ({ action, about }) =>
          action === 'iam:ListUsers' && about === 'bob' ? 'refused' : undefined;
      }),
    );
    expect(await error).toMatchObject({ action: 'iam:ListUsers', failure: 'refused' });
  });

  test('shown by two pages count once, as they were shown last', async () => {
    const { clock, iam, reader } = askingIam(USERS);
    iam.paging = { MaxItems: 2 };
    iam.line.onCall = ({ about }) => {
      if (about === 'bob') iam.put(named('dave', { userId: 'AIDA-alice' }));
      return undefined;
    };
    expect(await clock.run(() => reader.listUsers())).toEqual([
      { userId: 'AIDA-alice', userName: 'dave', path: '/' },
      { userId: 'AIDA-bob', userName: 'bob', path: '/service/' },
      { userId: 'AIDA-carol', userName: 'carol', path: '/' },
    ]);
  });
});

describe('a list of virtual devices that cannot be read', () => {
  test('leaves open who has one, and is a problem of the run', async () => {
    const { users, problems } = await census({}, ({ line }) => {
      line.onCall = ({ action }) => (action === 'iam:ListVirtualMFADevices' ? 'denied' : undefined);
    });
    expect(users).toEqual([
      known('alice', undefined),
      known('bob', undefined, '/service/'),
      known('carol', undefined),
    ]);
    expect(problems).toMatchObject([{ action: 'iam:ListVirtualMFADevices', failure: 'denied' }]);
  });

  test('to its end leaves open who has one', async () => {
    const { users, problems } = await census({}, (iam) => {
      iam.put(named('bob', { devices: [virtualDevice('bob')] }));
      iam.paging = { MaxItems: 1 };
      iam.line.onCall = ({ action, about }) =>
        action === 'iam:ListVirtualMFADevices' && about === virtualDevice('alice') ? 'refused' : undefined;
    });
    expect(users.map((user) => user.virtualDevice)).toEqual([undefined, undefined, undefined]);
    expect(problems).toHaveLength(1);
  });

  test('for a device of an unknown kind leaves open who has one', async () => {
    const { users, problems } = await census({}, (iam) => {
      iam.put(named('bob', { devices: ['arn:aws:iam::123456789012:new:mfa/bob'] }));
    });
    expect(users.map((user) => user.virtualDevice)).toEqual([undefined, undefined, undefined]);
    expect(problems).toMatchObject([{ code: 'UnknownMfaDevice' }]);
  });
});

describe('an exempt group', () => {
  test('that IAM does not know exempts nobody, and is a problem of the run', async () => {
    const { users, problems } = await census({ exemptGroups: ['Robots', 'Auditor'] });
    expect(users[0]).toEqual(known('alice', true, '/', ['Robots']));
    expect(problems.map(({ message }) => message)).toEqual([
      'UnknownExemptGroup: IAM knows no group "Auditor", so it exempts nobody; correct exemptGroups or create the group',
    ]);
    expect(problems[0]?.cause).toMatchObject({ failure: 'missing' });
  });

  test('that may not be read leaves open who is in it, and is a problem of the run', async () => {
    const { users, problems } = await census({ exemptGroups: ['Robots', 'Auditors'] }, ({ line }) => {
      line.onCall = ({ about }) => (about === 'Auditors' ? 'denied' : undefined);
    });
    expect(users.map((user) => user.exemptGroups)).toEqual([['Robots'], ['Robots'], []]);
    expect(users.map((user) => user.unreadGroups)).toEqual([['Auditors'], ['Auditors'], ['Auditors']]);
    expect(problems.map(({ message }) => message)).toEqual([
      'UnreadExemptGroup: the members of the exempt group "Auditors" could not be read: AwsCallFailed: iam:GetGroup is not allowed; grant the role this action (Faked: by the test)',
    ]);
    expect(problems[0]?.cause).toMatchObject({ failure: 'denied' });
  });
});

test('a defect is not taken for a problem of the run', async () => {
  const failing = census({ exemptGroups: ['Robots'] }, (iam) => {
    iam.getGroup = () => Promise.reject(new TypeError('a defect'));
  });
  await expect(failing).rejects.toThrow(new TypeError('a defect'));
});

describe('the root user', () => {
  test('is judged where the policy asks for it', async () => {
    const { root } = await census({ includeRoot: true });
    expect(root).toEqual({ compliance: 'NON_COMPLIANT', reason: 'noMfa' });
  });

  test('is not asked about otherwise', async () => {
    const { asked, root } = await census();
    expect(asked).not.toContain('iam:GetAccountSummary');
    expect(root).toBeUndefined();
  });

  test('that cannot be read is a problem of the run', async () => {
    const { root, problems, users } = await census({ includeRoot: true }, ({ line }) => {
      line.onCall = ({ action }) => (action === 'iam:GetAccountSummary' ? 'denied' : undefined);
    });
    expect(root).toBeUndefined();
    expect(problems).toMatchObject([{ action: 'iam:GetAccountSummary' }]);
    expect(users).toHaveLength(3);
  });
});
