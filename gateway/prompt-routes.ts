import type { Gateway } from './gateway'
import { registerOfrepRoutes } from './ofrep'
import { registerPromptEvents } from './prompt-events'
import { registerPromptStream } from './prompt-stream'

export function registerPromptRoutes(gateway: Gateway) {
  registerOfrepRoutes(gateway)
  registerPromptStream(gateway)
  registerPromptEvents(gateway)
}
