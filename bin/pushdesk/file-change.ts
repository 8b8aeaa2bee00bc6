/** One call of the management API that makes a change. */
export type ChangeCall = {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  body?: unknown
  ifMatch?: string
  /** Which part of the file its body is. */
  at: readonly PropertyKey[]
}

/** What a person said on the command line. */
export type Sure = { confirmation?: string; comment?: string }

/** One thing that the server has otherwise than a file. */
export type FileChange = {
  /** `northwind-bank/ios-banking/production` */
  where: string
  /** What changes, a line each, in the words of the dashboard. */
  lines: string[]
  /** What has to be typed to confirm it. */
  confirm?: string
  /** It is kept in the history with what it was for. */
  needsComment?: true
  /** It waits for a second person once it is applied. */
  needsApproval?: true
  /** A secret can’t be compared: it is sent whenever the files are applied, and `apply` says whether it was another one. */
  isSecret?: true
  /** It was proposed before, and this is what it waits for. There is nothing left to apply. */
  waits?: string
  /** Apple is asked, so it can’t be in one transaction with the rest and comes after it. */
  isAlone?: true
  calls: (given: Sure) => ChangeCall[]
  /** From the answer of the first call: what the change waits for now, or false where nothing was changed. */
  outcome?: (answer: unknown) => string | false | undefined
  /** `pushdesk/northwind-bank.yaml:12: apps[0].bundleId: ` */
  placeIn: (path: readonly PropertyKey[]) => string
}
