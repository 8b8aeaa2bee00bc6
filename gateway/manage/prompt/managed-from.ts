import type { Gateway } from '@/gateway/gateway'
import { manage } from '@/gateway/manage/endpoint'
import { promptPlaceAt } from '@/lib/companies/at-slugs'
import { managePromptFrom, stopManagingPrompt } from '@/lib/prompts/managed-from'
import { promptPaths, promptTag, promptVerb } from './levels'
import { ManagedFromBody, PromptAnswer } from './schemas'
import { stateOf } from './state'

/** Registers calls for the file that manages a prompt, which the prompt page names as the place to change it. */
export function registerManagedFrom(gateway: Gateway) {
  for (const { level, name, path: prompt } of promptPaths) {
    const path = `${prompt}/managed-from` as const
    manage(
      gateway,
      {
        ...promptVerb(level, managePromptFrom),
        method: 'put',
        path,
        operationId: `manage${name}PromptFrom`,
        tag: promptTag,
        summary: `Record which file manages the ${level}’s prompt`,
        description:
          'The prompt page shows the file, and warns when someone has changed the prompt since the file was applied.',
        body: ManagedFromBody.strict(),
        answers: { 200: { description: 'The prompt.', schema: PromptAnswer } },
      },
      async ({ ctx, params, body }) => {
        const place = await promptPlaceAt(ctx, params)
        await managePromptFrom(ctx, { ...place, ...body })
        return { status: 200, body: (await stateOf(ctx, place)).body }
      },
    )

    manage(
      gateway,
      {
        ...promptVerb(level, stopManagingPrompt),
        method: 'delete',
        path,
        operationId: `stopManaging${name}Prompt`,
        tag: promptTag,
        summary: `Stop managing the ${level}’s prompt from a file`,
        answers: { 204: { description: 'The prompt is managed in the dashboard again.' } },
      },
      async ({ ctx, params }) => {
        await stopManagingPrompt(ctx, await promptPlaceAt(ctx, params))
        return { status: 204 }
      },
    )
  }
}
