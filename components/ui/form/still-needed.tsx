/** Says what a disabled button is waiting for. The button refers to it in `aria-describedby`. */
export function StillNeeded({ id, needs }: { id: string; needs: readonly string[] }) {
  return (
    <p id={id} aria-live="polite" className="mr-auto min-w-0 basis-48 self-center break-words text-quiet text-sm">
      {needs.length > 0 && `Still needed: ${needs.join(', and ')}.`}
    </p>
  )
}
