import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { csvFile, jsonFile } from '@/app/_server/saved-file'
import { exportRevisions } from '@/lib/prompts/list-revisions'

/** Exports JSON with every configuration, or a table with one row per revision. */
export function POST(request: Request) {
  return forFetch(request, async (ctx) => {
    const { as, ...asked } = await readJson(request)
    const { revisions, csv, isCut } = await exportRevisions(ctx, asked)
    const exported = { rows: revisions.length, isCut }
    return as === 'csv'
      ? csvFile({ csv, ...exported }, 'prompt-history')
      : jsonFile(revisions, 'prompt-history', exported)
  })
}
