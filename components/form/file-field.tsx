'use client'

import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { classNames } from '../ui/class-names'
import { formatBytes } from '../ui/format-number'
import { Field, type FieldProps } from './field'

type FileFieldProps = FieldProps & { name?: string; accept?: string; onFile?: (file: File | null) => void }

/** A file, chosen or dropped. The native control stays underneath, so keyboards and forms work as usual. */
export function FileField({ name, accept, onFile, ...field }: FileFieldProps) {
  const { input, chosen, over, take, dropTarget } = useDroppedFile(onFile)
  return (
    <Field {...field}>
      {(control) => (
        // Dropping is an extra: the file control inside does the same by keyboard.
        <div
          {...dropTarget}
          className={classNames(
            'relative flex items-center gap-3 rounded-md border border-dashed px-4 py-5 text-control focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent hover:bg-hover',
            over ? 'border-accent bg-accent-soft' : 'border-edge bg-surface',
          )}
        >
          <FileUp aria-hidden="true" className="size-5 shrink-0 text-ink-3" />
          <span className="min-w-0 truncate">
            {chosen ? (
              <>
                <b>{chosen.name}</b> <span className="text-ink-2">{formatBytes(chosen.size)}</span>
              </>
            ) : (
              'Choose a file, or drop it here'
            )}
          </span>
          <input
            {...control}
            ref={input}
            type="file"
            name={name}
            accept={accept}
            onChange={(event) => take(event.target.files?.[0] ?? null)}
            className="absolute inset-0 cursor-pointer opacity-0"
          />
        </div>
      )}
    </Field>
  )
}

function useDroppedFile(onFile: FileFieldProps['onFile']) {
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File | null>(null)
  const [over, setOver] = useState(false)
  function take(file: File | null) {
    setChosen(file)
    onFile?.(file)
  }
  const dropTarget = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer.files[0]
      if (!file || !input.current) return
      input.current.files = event.dataTransfer.files
      take(file)
    },
  }
  return { input, chosen, over, take, dropTarget }
}
