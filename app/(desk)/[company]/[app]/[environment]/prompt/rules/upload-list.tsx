'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import { uploadListAction } from '@/app/(desk)/prompt/actions'
import { acted } from '@/components/desk/acted'
import { requestBytesMax } from '@/components/desk/request-bytes'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/form/text-area'
import { TextField } from '@/components/ui/form/text-field'
import { DialogActions } from '@/components/ui/overlays/dialog'
import type { FieldErrors } from '@/lib/errors'
import type { CustomerList } from '@/lib/prompts/content/content'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { columnText, type ListChoice, likelyColumn, readListText } from '@/lib/prompts/lists/list-text'
import { NotText, textOfFile } from './list-file'
import { ListPreview } from './list-preview'

type Props = { input: PlaceInput; onUploaded: (list: CustomerList) => void }

/** Creates a list from text or a file, with a preview of what Pushdesk reads before it is saved. */
export function UploadList({ input, onUploaded }: Props) {
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [choice, setChoice] = useState<ListChoice>({})
  const [isPending, setPending] = useState(false)
  const [refused, setRefused] = useState<{ message: string; fields: FieldErrors }>()
  const shown = useDeferredValue(text)
  const read = useMemo(() => readListText(shown), [shown])

  function take(next: string) {
    setText(next)
    setChoice({})
    setRefused(undefined)
  }

  async function chooseFile(file: File) {
    try {
      take(textOfFile(new Uint8Array(await file.arrayBuffer())))
      if (!name) setName(file.name.replace(/\.\w+$/, ''))
    } catch (error) {
      if (!(error instanceof NotText)) throw error
      setRefused({ message: error.message, fields: { file: [error.message] } })
    }
  }

  async function upload() {
    const given = readListText(text)
    if (given.kind === 'table' && (choice.column ?? likelyColumn(given)) === undefined)
      return setRefused({ message: '', fields: { column: ['Choose the column that holds the customer IDs.'] } })
    const ids = given.kind === 'table' ? columnText(given, choice) : text
    if (new Blob([ids]).size > requestBytesMax)
      return setRefused({ message: '', fields: { text: ['This is too much text.'] } })
    setPending(true)
    setRefused(undefined)
    try {
      const state = await acted(() => uploadListAction({ ...input, name, text: ids }))
      if (state.ok) onUploaded(state.result)
      else setRefused(state)
    } catch {
      setRefused({ message: 'Pushdesk didn’t respond. Try again.', fields: {} })
    } finally {
      setPending(false)
    }
  }

  return (
    <>
      <TextField
        label="Name"
        value={name}
        onChange={(event) => setName(event.target.value)}
        errors={refused?.fields.name}
        placeholder="Premium customers, November"
      />
      <TextArea
        label="Customer IDs"
        isMono
        rows={6}
        value={text}
        onChange={(event) => take(event.target.value)}
        errors={refused?.fields.text}
      />
      <label className="flex flex-col gap-1">
        <span className="font-medium">Or a file</span>
        <input
          type="file"
          accept=".txt,.csv,.tsv,text/plain,text/csv,text/tab-separated-values"
          className="text-quiet file:mr-3 file:h-8 file:rounded-control file:border file:border-line-control file:bg-raised file:px-3 file:text-text"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void chooseFile(file)
          }}
        />
        {refused?.fields.file && <span className="text-danger-text text-sm">{refused.fields.file.join(' ')}</span>}
      </label>
      <ListPreview
        read={read}
        choice={choice}
        errors={refused?.fields.column}
        onChoose={(next) => {
          setChoice({ ...choice, ...next })
          setRefused(undefined)
        }}
      />
      {refused && Object.keys(refused.fields).length === 0 && (
        <p role="alert" className="text-danger-text">
          {refused.message}
        </p>
      )}
      <DialogActions>
        <Button variant="primary" isPending={isPending} onClick={() => void upload()}>
          Add list
        </Button>
      </DialogActions>
    </>
  )
}
