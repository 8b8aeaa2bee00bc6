import { Upload } from 'lucide-react'
import { type ChangeEvent, useId, useState } from 'react'
import { buttonStyles } from '@/components/ui/button-styles'
import { FieldErrorList } from '@/components/ui/form/field'
import { keyFileBytesMax, whyNotKeyFile } from '@/lib/credentials/key-file'

/** Chooses Apple's .p8 file. Rejects a file that can't be one right away and leaves the form unchanged. */
export function KeyFile({ onRead }: { onRead: (text: string, name: string) => void }) {
  const [refusal, setRefusal] = useState<string>()
  const id = useId()

  async function read({ target }: ChangeEvent<HTMLInputElement>) {
    const file = target.files?.[0]
    if (!file) return
    const { name, size } = file
    const text = size > keyFileBytesMax ? '' : await file.text()
    // Lets the same file be chosen again.
    target.value = ''
    const why = whyNotKeyFile({ name, size, text })
    setRefusal(why)
    if (!why) onRead(text, name)
  }
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <label htmlFor={id} className={buttonStyles({ className: 'cursor-default focus-within:outline-2' })}>
          <Upload aria-hidden className="size-3.5" />
          Choose .p8 file
          <input
            id={id}
            type="file"
            accept=".p8"
            aria-describedby={refusal && `${id}-error`}
            aria-invalid={refusal !== undefined}
            onChange={read}
            className="sr-only"
          />
        </label>
        <span className="text-faint">or paste its contents below</span>
      </div>
      <div role="alert">{refusal && <FieldErrorList id={`${id}-error`} errors={[refusal]} />}</div>
    </div>
  )
}
