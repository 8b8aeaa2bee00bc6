import { forFetch } from '@/app/_server/doors'
import { exportSchema } from '@/lib/prompts/prompt-file'

export function GET(request: Request) {
  return forFetch(request, async () => exportSchema())
}
