import { readFile } from 'node:fs/promises'
import { z } from 'zod'

type Counts = { passed: number; failed: number }

const VitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() })
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
})

export async function vitestCounts(file: string): Promise<Counts> {
  const report = await readReport(file, VitestReport)
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 }
}

export async function playwrightCounts(file: string): Promise<Counts> {
  const report = await readReport(file, PlaywrightReport)
  return { passed: report?.stats.expected ?? 0, failed: (report?.stats.unexpected ?? 0) + (report?.stats.flaky ?? 0) }
}

/** Absent when the runner did not get as far as writing it; its step has failed then. */
async function readReport<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}
