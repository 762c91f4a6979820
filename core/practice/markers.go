package practice

import (
	"slices"
	"time"
)

// marker is how far a person has read a timeline.
type marker struct {
	last    string // the last id that was read
	version int    // how often it was set
	at      time.Time
}

func (m marker) document() object {
	return object{"last_read_id": m.last, "version": m.version, "updated_at": timestamp(m.at)}
}

// markedTimelines are the timelines that have a marker.
var markedTimelines = []string{"home", "notifications"}

// showMarkers returns the entity Marker. https://docs.joinmastodon.org/entities/Marker/
func (s *Server) showMarkers(r *request) *answer {
	document := object{}
	for name, marker := range s.settingsOf(r.reader).markers {
		if slices.Contains(r.params.list("timeline"), name) {
			document[name] = marker.document()
		}
	}
	return jsonAnswer(200, document)
}

func (s *Server) setMarkers(r *request) *answer {
	markers, document := s.settingsOf(r.reader).markers, object{}
	for _, name := range markedTimelines {
		if last := r.params.Get(name + "[last_read_id]"); last != "" {
			markers[name] = marker{last, markers[name].version + 1, time.Now()}
			document[name] = markers[name].document()
		}
	}
	return jsonAnswer(200, document)
}
