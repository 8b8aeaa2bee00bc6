import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'

const Report = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: z.array(z.object({ where: z.string(), error: z.string() })),
})

/** What a runner says at its end: how many, and of each failure where it is and the first line of its error. */
export type TestReport = z.output<typeof Report>

/** Where a runner that bin/test.ts starts leaves its report. */
export const reportVariable = 'TEST_REPORT'

export async function writeReport(report: TestReport) {
  const file = process.env[reportVariable]
  if (file) await writeFile(file, JSON.stringify(report))
}

/** Empty when the runner didn't get as far as writing it; its step has failed then. */
export async function readReport(file: string): Promise<TestReport> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? { passed: 0, failed: 0, failures: [] } : Report.parse(JSON.parse(text))
}

/** The first line that says something, without the colors of a terminal. */
export function firstLine(message = '') {
  const lines = stripColors(message).split('\n')
  return lines.find((line) => line.trim() !== '')?.trim() ?? 'It gave no error.'
}

const escapeCharacter = String.fromCharCode(27)
const stripColors = (text: string) => text.replaceAll(new RegExp(`${escapeCharacter}\\[[0-9;]*m`, 'g'), '')
