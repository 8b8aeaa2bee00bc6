'use client'

import { Download, Ellipsis, FileJson, Upload } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { ActRefused, promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { saveFile } from '@/components/ui/save-file'
import { toast } from '@/components/ui/toast'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { Draft } from './use-draft'

const RefusedFile = lazy(() => import('./refused-file').then(({ RefusedFile }) => ({ default: RefusedFile })))

export function MoreMenu({ input, draft, mayPublish }: { input: PlaceInput; draft: Draft; mayPublish: boolean }) {
  const file = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<ActRefused>()

  const save = () =>
    promptAct('export', input).then(
      (exported) =>
        saveFile(
          new Blob([JSON.stringify(exported, null, 2)], { type: 'application/json' }),
          `pushdesk-prompt-${input.environmentName}.json`,
        ),
      (error: unknown) => toast.failure('Couldn’t export the prompt', { description: refusalWords(error) }),
    )

  async function read(chosen: File | undefined) {
    if (!chosen) return
    try {
      const { content } = await promptAct('read-import', { ...input, text: await chosen.text() })
      if (draft.replace(content, { kind: 'import' }))
        toast.good('File imported', { description: 'Review and save to apply it.' })
      else toast.info('No changes in this file', { description: 'It matches what is already saved.' })
    } catch (error) {
      if (error instanceof ActRefused) setRefused(error)
      else toast.failure('Couldn’t import this file', { description: refusalWords(error) })
    }
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden className="size-4" />} />
        }
      >
        <MenuItem icon={<Download aria-hidden />} onSelect={() => void save()}>
          Export as JSON
        </MenuItem>
        {mayPublish && (
          <MenuItem icon={<Upload aria-hidden />} onSelect={() => file.current?.click()}>
            Import JSON file
          </MenuItem>
        )}
        <MenuItem
          icon={<FileJson aria-hidden />}
          onSelect={() => window.open('/api/desk/prompt-schema', '_blank', 'noopener')}
        >
          View JSON schema
        </MenuItem>
      </Menu>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        aria-label="File to import"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {refused && (
        <Suspense>
          <RefusedFile refused={refused} onClose={() => setRefused(undefined)} />
        </Suspense>
      )}
    </>
  )
}
