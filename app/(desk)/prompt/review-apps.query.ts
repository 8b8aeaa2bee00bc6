import { askJson } from '@/components/desk/desk-fetch'
import type { reviewApps } from '@/lib/prompts/publishing/change-apps'
import { listOf, object, orNull, resultOf, type Shaped, text } from '@/lib/shape'
import { Changes, Clients, Shares } from './shapes'

const AppsReview = resultOf<typeof reviewApps>()(
  object({
    unchanged: listOf(text),
    apps: listOf(
      object({
        appId: text,
        appName: text,
        clients: Clients,
        changes: Changes,
        shares: Shares,
        warnings: listOf(text),
      }),
    ),
    approval: listOf(text),
    hash: text,
    typed: orNull(text),
  }),
)
export type AppsReview = Shaped<typeof AppsReview>

export const appsReview = (asked: Parameters<typeof reviewApps>[1]) =>
  askJson('/api/desk/prompt/review-apps', AppsReview, asked)
