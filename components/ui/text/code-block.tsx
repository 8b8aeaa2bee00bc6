import { CopyButton } from './copy-button'

type Props = { code: string; label: string; maxHeightPx?: number; isWrapped?: boolean }

export function CodeBlock({ code, label, maxHeightPx = 420, isWrapped }: Props) {
  return (
    <figure className="relative min-w-0 rounded-surface border bg-neutral-2">
      <figcaption className="flex h-9 items-center justify-between gap-2 border-b py-1 pr-1.5 pl-3 text-faint text-sm">
        {label}
        <CopyButton text={code} label={`Copy ${label.charAt(0).toLowerCase()}${label.slice(1)}`} isIconOnly />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} style={{ maxHeight: maxHeightPx }} className="overflow-auto p-3 font-mono text-sm leading-5">
        <code className={isWrapped ? 'whitespace-pre-wrap wrap-anywhere' : undefined}>{code}</code>
      </pre>
    </figure>
  )
}
