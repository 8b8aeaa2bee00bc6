'use client'

import { Download, Ellipsis, FileJson, Upload } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { readImportAction } from '@/app/(desk)/prompt/actions'
import { answered } from '@/app/(desk)/prompt/done-or-said'
import { requestBytesMax } from '@/components/desk/request-bytes'
import { saveExport } from '@/components/desk/save-export'
import { IconButton } from '@/components/ui/icon-button'
import { onDemand } from '@/components/ui/on-demand'
import { Menu, MenuItem } from '@/components/ui/overlays/menu'
import { toast } from '@/components/ui/overlays/toast'
import type { RefusedState } from '@/lib/form-state'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { Draft } from './use-draft'

const RefusedFile = onDemand(() => import('./refused-file').then((loaded) => loaded.RefusedFile))

type Props = { input: PlaceInput; draft: Draft; mayPublish: boolean; pause?: ReactNode }

export function MoreMenu({ input, draft, mayPublish, pause }: Props) {
  const file = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<Pick<RefusedState, 'message' | 'fields'>>()

  async function read(chosen: File | undefined) {
    if (!chosen) return
    if (chosen.size > requestBytesMax) return setRefused({ message: 'The file is larger than 10 MB.', fields: {} })
    const state = await answered(() => readImportAction(input, chosen), { isDone: 'the file was imported' })
    if (!state) return
    if (!state.ok) return setRefused(state)
    if (draft.replace(state.result.content, { kind: 'import' }))
      toast.good('File imported', { description: 'Review and save to apply it.' })
    else toast.info('No changes in this file', { description: 'It matches what is already saved.' })
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden className="size-4" />} />
        }
      >
        {pause}
        <MenuItem
          icon={<Download aria-hidden />}
          onSelect={() =>
            void saveExport({ href: '/api/desk/prompt/export', body: input, noun: ['prompt', 'prompts'], note: '' })
          }
        >
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
      {refused && <RefusedFile refused={refused} onClose={() => setRefused(undefined)} />}
    </>
  )
}
