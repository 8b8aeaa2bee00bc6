'use client'

import { Download, Ellipsis, FileJson, Upload } from 'lucide-react'
import { useRef } from 'react'
import { promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { toast } from '@/components/ui/toast'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { Draft } from './use-draft'

export function MoreMenu({ input, draft, mayPublish }: { input: PlaceInput; draft: Draft; mayPublish: boolean }) {
  const file = useRef<HTMLInputElement>(null)

  const save = () =>
    promptAct('export', input).then(
      (exported) => download(`pushdesk-prompt-${input.environmentName}.json`, JSON.stringify(exported, null, 2)),
      (error: unknown) => toast.failure('It could not be exported', { description: refusalWords(error) }),
    )

  async function read(chosen: File | undefined) {
    if (!chosen) return
    try {
      const { content } = await promptAct('read-import', { ...input, text: await chosen.text() })
      draft.replace(content, { kind: 'import' })
      toast.good('Staged from the file', { description: 'Nothing is saved before you review it.' })
    } catch (error) {
      toast.failure('This file is not taken', { description: refusalWords(error) })
    }
  }

  return (
    <>
      <Menu
        trigger={<IconButton label="More" variant="secondary" icon={<Ellipsis aria-hidden className="size-4" />} />}
      >
        <MenuItem icon={<Download aria-hidden />} onSelect={() => void save()}>
          Export as JSON
        </MenuItem>
        {mayPublish && (
          <MenuItem icon={<Upload aria-hidden />} onSelect={() => file.current?.click()}>
            Import a file
          </MenuItem>
        )}
        <MenuItem
          icon={<FileJson aria-hidden />}
          onSelect={() => window.open('/api/desk/prompt-schema', '_blank', 'noopener')}
        >
          Schema of the file
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
    </>
  )
}

function download(name: string, text: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
