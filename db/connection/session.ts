/**
 * What every session is set to, whatever the server, the database or the role say: how values are written as text, which
 * tables names mean, and how transactions behave.
 */
const common: Record<string, string> = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  standard_conforming_strings: 'on',
  bytea_output: 'hex',
  extra_float_digits: '1',
  search_path: 'public',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  transform_null_equals: 'off',
}

export const statementSecondsMax = 30

/** On a server only: the embedded database has one session and no clock of its own. */
const onServer: Record<string, string> = {
  // What is asked for all the time is in memory or on an SSD. By the default, made for turning disks, a few hundred rows are
  // found by reading a whole table of thousands.
  random_page_cost: '1.1',
  statement_timeout: `${statementSecondsMax}s`,
  // Whoever asked is told before they give up: locks are held for moments, or by someone who is stuck.
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '30s',
  // A listening connection is idle for as long as nothing changes.
  idle_session_timeout: '0',
  // The server ends the session of a machine that went away without a word.
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
}

/** Who migrates may take the time it needs, and who listens is idle. */
const unlimited = { ...onServer, statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0' }

const settingAll = (parameters: Record<string, string>) =>
  `select ${Object.entries(parameters)
    .map(([name, value]) => `set_config('${name}', '${value}', false)`)
    .join(', ')}`

/** One statement each, to be the first of its session. */
export const sessionStatements = {
  embedded: settingAll(common),
  server: settingAll({ ...common, ...onServer }),
  unhurried: settingAll({ ...common, ...unlimited }),
}
