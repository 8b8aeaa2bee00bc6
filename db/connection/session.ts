/**
 * Settings of every session, whatever the server, the database, or the role define: how values are written as text,
 * which tables names refer to, and how transactions behave.
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

/** Only on a server: the embedded database has a single session and no timers. */
const onServer: Record<string, string> = {
  // Hot data is in memory or on an SSD. With the default, made for spinning disks, the planner would scan a table of
  // thousands of rows to find a few hundred.
  random_page_cost: '1.1',
  statement_timeout: `${statementSecondsMax}s`,
  // The caller gets the error before giving up: locks are held only for moments, or by something stuck.
  lock_timeout: '5s',
  idle_in_transaction_session_timeout: '30s',
  // A listening connection is idle as long as nothing changes.
  idle_session_timeout: '0',
  // Ends the session of a machine that disappeared without closing its connection.
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
}

/** A migration may take its time, and a listener is idle. */
const unlimited = { ...onServer, statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0' }

const settingAll = (parameters: Record<string, string>) =>
  `select ${Object.entries(parameters)
    .map(([name, value]) => `set_config('${name}', '${value}', false)`)
    .join(', ')}`

/** One statement each, the first of its session. */
export const sessionStatements = {
  embedded: settingAll(common),
  server: settingAll({ ...common, ...onServer }),
  unhurried: settingAll({ ...common, ...unlimited }),
}
