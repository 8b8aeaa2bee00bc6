import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'

const Report = z.object({
  passed: z.number(),
  failed: z.number(),
  failures: z.array(z.object({ where: z.string(), error: z.string() })),
})

/** A runner's results: the counts, and for each failure its location and the first line of its error. */
export type TestReport = z.output<typeof Report>

/** Names the file in which a runner started by bin/test.ts writes its report. */
export const reportVariable = 'TEST_REPORT'

export async function writeReport(report: TestReport) {
  const file = process.env[reportVariable]
  if (file) await writeFile(file, JSON.stringify(report))
}

/** Returns an empty report if the runner didn't write one; its step has then failed. */
export async function readReport(file: string): Promise<TestReport> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  return text === undefined ? { passed: 0, failed: 0, failures: [] } : Report.parse(JSON.parse(text))
}

/** Returns the first non-blank line, without terminal colors. */
export function firstLine(message = '') {
  const lines = stripColors(message).split('\n')
  return lines.find((line) => line.trim() !== '')?.trim() ?? 'It gave no error.'
}

const escapeCharacter = String.fromCharCode(27)
const stripColors = (text: string) => text.replaceAll(new RegExp(`${escapeCharacter}\\[[0-9;]*m`, 'g'), '')
