'use client'

import { Upload } from 'lucide-react'
import { useState } from 'react'
import { ActRefused, promptAct, refusalWords } from '@/app/(desk)/prompt/prompt-acts'
import { Button } from '@/components/ui/button'
import { Dialog, DialogActions } from '@/components/ui/dialog'
import { FieldErrors } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { PlaceInput } from '@/lib/prompts/at-place'
import type { Draft } from './use-draft'

type Props = {
  input: PlaceInput
  draft: Draft
  listId: string | undefined
  errors?: string[]
  onChoose: (listId: string) => void
}

/** A customer list by name, or a new one by paste or file. */
export function ListField({ input, draft, listId, errors, onChoose }: Props) {
  const { lists } = draft.shown
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-start gap-2">
        {lists.length > 0 && (
          <Select
            label="List"
            isLabelHidden
            className="min-w-40 flex-1"
            placeholder="Choose a list"
            value={listId}
            options={lists.map(({ id, name, size }) => ({
              value: id,
              label: name,
              hint: `${size.toLocaleString('en')} customers`,
            }))}
            onValueChange={onChoose}
          />
        )}
        <UploadDialog
          input={input}
          onUploaded={(list) => {
            draft.change((content) => ({ ...content, lists: [...content.lists, list] }))
            onChoose(list.id)
          }}
        />
      </div>
      {errors && <FieldErrors id="list-error" errors={errors} />}
    </div>
  )
}

type Uploaded = { id: string; name: string; size: number }

function UploadDialog({ input, onUploaded }: { input: PlaceInput; onUploaded: (list: Uploaded) => void }) {
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [isPending, setPending] = useState(false)
  const [refused, setRefused] = useState<{ message: string; fields: Record<string, string[]> }>()
  const count = text.split(/[\r\n,;\t]+/).filter((id) => id.trim()).length

  async function upload() {
    setPending(true)
    setRefused(undefined)
    try {
      onUploaded(await promptAct('upload-list', { ...input, name, text }))
      setOpen(false)
      setText('')
      setName('')
    } catch (error) {
      setRefused({
        message: refusalWords(error),
        fields: error instanceof ActRefused ? (error.problem.fields ?? {}) : {},
      })
    } finally {
      setPending(false)
    }
  }

  return (
    <Dialog
      title="New customer list"
      description="Paste ids, one a line or separated by commas, or read a file. Up to 100,000. A list never changes once it is here; upload a new one to replace it."
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<Upload aria-hidden className="size-3.5" />} size="medium">
          New list
        </Button>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        errors={refused?.fields.name}
        placeholder="Premium customers, November"
      />
      <TextArea
        label="Customer ids"
        isMono
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
        errors={refused?.fields.text}
        hint={`${count.toLocaleString('en')} ids`}
      />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Or a file</span>
        <input
          type="file"
          accept=".txt,.csv,text/plain,text/csv"
          className="text-quiet file:mr-3 file:h-8 file:rounded-control file:border file:border-line-control file:bg-raised file:px-3 file:text-text"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void file.text().then(setText)
            if (file && !name) setName(file.name.replace(/\.\w+$/, ''))
          }}
        />
      </label>
      {refused && Object.keys(refused.fields).length === 0 && (
        <p role="alert" className="text-danger-text">
          {refused.message}
        </p>
      )}
      <DialogActions>
        <Button variant="primary" isPending={isPending} onClick={() => void upload()}>
          Add the list
        </Button>
      </DialogActions>
    </Dialog>
  )
}
