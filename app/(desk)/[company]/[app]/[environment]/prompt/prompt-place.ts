import type { PlaceInput } from '@/lib/prompts/levels/at-place'

export type PromptEnvironment = {
  id: string
  path: string
  name: 'production' | 'sandbox'
  app: string
  company: string
}
export type PromptLevel = 'platform' | 'company' | 'app'

export const promptLevelOf = (input: PlaceInput): PromptLevel =>
  'appId' in input ? 'app' : 'companyId' in input ? 'company' : 'platform'

export const levelName = (level: PromptLevel, { app, company }: PromptEnvironment) =>
  level === 'app' ? app : level === 'company' ? company : 'Platform'
