/** How the process ends. Part of the public contract: docs/audit.md. */
export const EXIT = {
  /** Everybody is compliant; or a command other than `audit` did what it was asked for. */
  ok: 0,
  /** Somebody is not compliant. */
  nonCompliant: 1,
  /** Not everything could be read, or anything unexpected went wrong. */
  incomplete: 2,
  /** A flag, an argument or a file named by one cannot be used (EX_USAGE of sysexits.h). */
  usage: 64,
  /** The terminal was closed: 128 and the number of SIGHUP. */
  hungUp: 129,
  /** Ctrl-C: 128 and the number of SIGINT. */
  interrupted: 130,
  /** 128 and the number of SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
