'use client'

import { json } from '@codemirror/lang-json'
import { type Diagnostic, linter } from '@codemirror/lint'
import { EditorView } from '@codemirror/view'
import CodeMirror from '@uiw/react-codemirror'
import { useMemo } from 'react'
import { useNonce } from '@/components/ui/nonce'
import type { PushProblem } from '@/lib/apns/push/push-types'

type Props = { label: string; value: string; problems: PushProblem[]; onChange: (value: string) => void }

/** Load on demand, because the editor is as large as the rest of the page. */
export function JsonEditor({ label, value, problems, onChange }: Props) {
  const nonce = useNonce()
  const extensions = useMemo(
    () => [
      json(),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      EditorView.cspNonce.of(nonce ?? ''),
      linter((view) => problems.map((problem) => placed(view, problem)), { delay: 100 }),
      look,
    ],
    [label, nonce, problems],
  )
  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      extensions={extensions}
      theme="none"
      minHeight="320px"
      maxHeight="520px"
      // Tab leaves the editor, like any other field.
      indentWithTab={false}
      basicSetup={plain}
    />
  )
}

/** No syntax highlighting: its colors suit only a light page, and a single color is readable in both themes. */
const plain = {
  foldGutter: false,
  lineNumbers: true,
  highlightActiveLine: false,
  autocompletion: false,
  syntaxHighlighting: false,
}

/** Marks the last key of the problem's path, or the start of the text if the key isn't found. */
function placed(view: EditorView, { path, message }: PushProblem): Diagnostic {
  const text = view.state.doc.toString()
  const key = path.split('.').at(-1) ?? ''
  const at = text.indexOf(`"${key}"`)
  const [from, to] = at === -1 ? [0, Math.min(1, text.length)] : [at, at + key.length + 2]
  return { from, to, severity: 'error', message }
}

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--raised)', color: 'var(--text)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-content': { fontFamily: 'var(--font-geist-mono), ui-monospace, monospace', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--neutral-2)', color: 'var(--text-faint)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-soft) !important' },
})
