import type { PromptContents } from '@/db/demo/prompts'

export const demoPrompts: PromptContents = { platform: null, company: [] }
