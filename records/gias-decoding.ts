import { Transform } from 'node:stream'
import iconv from 'iconv-lite'

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** Turns the bytes of the file into text: Windows-1252 as it is published, UTF-8 where it begins with its mark. */
export function decodeGias(): Transform {
  let decoder: ReturnType<typeof iconv.getDecoder> | undefined
  let start = Buffer.alloc(0)
  const decode = (bytes: Buffer): string => {
    decoder ??= iconv.getDecoder(bytes.subarray(0, 3).equals(byteOrderMark) ? 'utf8' : 'win1252')
    return decoder.write(bytes)
  }
  return new Transform({
    readableObjectMode: false,
    transform(chunk: Buffer, _encoding, done) {
      if (decoder) return done(null, decode(chunk))
      start = Buffer.concat([start, chunk])
      if (start.length < byteOrderMark.length) return done()
      done(null, decode(start))
    },
    flush(done) {
      const rest = decoder ? '' : decode(start)
      done(null, rest + (decoder?.end() ?? ''))
    },
  })
}
