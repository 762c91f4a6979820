package practice

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"
	"time"
)

// landscape is the picture of all posts of the made-up world: a sky above water.
var landscape = sync.OnceValue(func() []byte {
	const width, height = 320, 180
	picture := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{
		color.RGBA{0xbf, 0xdb, 0xfe, 0xff}, color.RGBA{0x1d, 0x4e, 0x89, 0xff}, color.RGBA{0x3f, 0x62, 0x12, 0xff},
	})
	for y := range height {
		for x := range width {
			switch hill := height/2 - (x*(width-x))/(4*width); {
			case y > height*2/3:
				picture.SetColorIndex(x, y, 1)
			case y > hill:
				picture.SetColorIndex(x, y, 2)
			}
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		panic(err) // a buffer takes all
	}
	return file.Bytes()
})

// paint makes the picture of a post, and returns its id.
func (s *Server) paint(author *user, description string, at time.Time) string {
	file := &mediaFile{mediaType: "image/png", size: len(landscape()), content: landscape()}
	made := &attachment{id: s.newIDAt(at.Add(-time.Minute)), user: author, file: file, description: description, attached: true}
	s.attachments = append(s.attachments, made)
	return s.idText(made.id)
}
