'use client'

import { Camera, ImagePlus, X } from 'lucide-react'
import { type ChangeEvent, useId, useState } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import { classNames } from '@/components/ui/class-names'
import { formatBytes } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'

type Chosen = { file: File; preview: string | null }

const SIDE = 112

/** A small view of the picture, drawn here; null when this browser cannot open it, which the server will say in words. */
async function smallView(file: File): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file, { resizeHeight: SIDE, resizeQuality: 'medium' })
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    picture.close()
    return canvas.toDataURL('image/jpeg', 0.8)
  } catch {
    return null
  }
}

type PhotoFieldProps = { onPhoto: (file: File | null) => void }

/** A photo from the camera of a phone, or a picture that is there already, with a small view of what will be sent. */
export function CheckPhotoField({ onPhoto }: PhotoFieldProps) {
  const id = useId()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  function take(file: File | null) {
    onPhoto(file)
    setChosen(file ? { file, preview: null } : null)
    if (!file) return
    void smallView(file).then((preview) => setChosen((now) => (now?.file === file ? { file, preview } : now)))
  }
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file) take(file)
    // The same picture may be chosen again after it was taken out.
    event.target.value = ''
  }
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-control font-[550]" id={`${id}-label`}>
        Photo <span className="font-normal text-ink-3">(optional)</span>
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset of two file controls would be announced as a form of its own. */}
      <div role="group" aria-labelledby={`${id}-label`} className="flex flex-wrap gap-2">
        <FileButton icon={<Camera />} label="Take a photo" camera onChange={choose} />
        <FileButton icon={<ImagePlus />} label="Choose a picture" onChange={choose} />
      </div>
      {chosen ? (
        <div className="flex items-center gap-3 rounded-md border border-line bg-sunken p-2">
          {chosen.preview ? (
            // biome-ignore lint/performance/noImgElement: a picture that exists in this browser only.
            <img src={chosen.preview} alt="" className="size-14 rounded-sm border border-line object-cover" />
          ) : (
            <span aria-hidden="true" className="hatched size-14 rounded-sm border border-line" />
          )}
          <span className="min-w-0 flex-1 truncate text-small">
            <b>{chosen.file.name}</b> <span className="text-ink-2">{formatBytes(chosen.file.size)}</span>
          </span>
          <IconButton label="Take the photo out" onClick={() => take(null)}>
            <X />
          </IconButton>
        </div>
      ) : null}
      <p className="text-small text-ink-2">
        A QR code in it is read and decides. What is kept is a smaller copy without place, time and device.
      </p>
    </div>
  )
}

type FileButtonProps = {
  icon: React.ReactNode
  label: string
  camera?: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

/** The native control lies over its button. The camera is offered where there is one: on devices without a mouse. */
function FileButton({ icon, label, camera = false, onChange }: FileButtonProps) {
  return (
    <label
      className={classNames(
        buttonStyle(
          'default',
          'md',
          'relative focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
        ),
        camera && 'hidden pointer-coarse:inline-flex',
      )}
    >
      {icon}
      {label}
      <input
        type="file"
        accept="image/*"
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={onChange}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
    </label>
  )
}
