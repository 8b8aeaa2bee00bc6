import { classNames } from '@/components/ui/class-names'

export const paletteName = 'Search or paste an ID'

export const paletteFrame =
  'fixed top-[min(12dvh,120px)] left-1/2 z-50 flex max-h-[min(70dvh,560px)] w-[calc(100vw-2rem)] max-w-[640px] -translate-x-1/2 flex-col overflow-hidden rounded-surface border border-line-strong bg-raised shadow-float outline-none'
export const palettePlaceholder = 'Search pages and actions, or paste a user ID, token, UUID, apns-id, or message ID'

/** Shows the text typed so far while the palette's code loads. */
export function PaletteOpening({ typed }: { typed: string }) {
  return (
    <div role="status" aria-label="Opening" className={paletteFrame}>
      <p
        className={classNames(
          'flex h-12 items-center overflow-hidden whitespace-pre px-4 text-md',
          !typed && 'text-faint',
        )}
      >
        {typed || palettePlaceholder}
      </p>
    </div>
  )
}
