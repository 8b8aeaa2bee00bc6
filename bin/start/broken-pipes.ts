/**
 * Keeps a server running after the reader of its output is gone, such as a log collector that restarts. Otherwise each
 * failed write is an uncaught exception, which Next.js reports to the same broken pipe, over and over.
 */
export function surviveBrokenPipes() {
  for (const output of [process.stdout, process.stderr]) output.on('error', ignore)
}

const ignore = () => undefined

/** Ends a command quietly once no one reads its output anymore, as in `pushdesk tail | head`. */
export function endWithReader() {
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1))
}
