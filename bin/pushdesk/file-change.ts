/** One request to the management API that makes a change. */
export type ChangeCall = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  ifMatch?: string
  /** The part of the file that its body comes from. */
  at: readonly PropertyKey[]
}

/** Confirmation and comment from the command line. */
export type Sure = { confirmation?: string; comment?: string }

/** One difference between the server and a file. */
export type FileChange = {
  /** `northwind-bank/ios-banking/production` */
  where: string
  /** The changes, one per line, in the dashboard's words. */
  lines: string[]
  /** The text to type to confirm it. */
  confirm?: string
  /** The history keeps it with a comment. */
  needsComment?: true
  /** Waits for a second person after it is applied. */
  needsApproval?: true
  /** A secret can’t be compared: it is sent on every apply, and `apply` reports whether it changed. */
  isSecret?: true
  /** Set if the change was already proposed: what the proposal waits for. There is nothing left to apply. */
  waits?: string
  /** Verified with Apple, so it runs after the transaction that makes the other changes. */
  isAlone?: true
  calls: (given: Sure) => ChangeCall[]
  /** Reads the first call's response: what the change waits for now, or false if nothing changed. */
  outcome?: (answer: unknown) => string | false | undefined
  /** `pushdesk/northwind-bank.yaml:12: apps[0].bundleId: ` */
  placeIn: (path: readonly PropertyKey[]) => string
}
