import { forFetch } from '@/app/_server/doors'
import { readJson } from '@/app/_server/read-json'
import { jsonFile } from '@/app/_server/saved-file'
import { exportPrompt } from '@/lib/prompts/export-prompt'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

export function POST(request: Request) {
  return forFetch(request, async (ctx) => {
    const place: PlaceInput = await readJson(request)
    return jsonFile(await exportPrompt(ctx, place), `pushdesk-prompt-${place.environmentName}`)
  })
}
