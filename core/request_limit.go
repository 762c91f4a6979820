package core

// within returns a host for one flow. Each request of the flow takes at most limitMs milliseconds, also those of the clients that
// the flow makes for a part of its work. limitMs is the option requestTimeoutMs as the caller gave it: 0 if it was not given.
func (h Host) within(limitMs float64) (Host, error) {
	if limitMs == 0 {
		return h, nil
	}
	err := msOption("requestTimeoutMs", &limitMs, 0)
	h.requestLimit = limitMs
	return h, err
}

// limited returns the time limit of a client's requests: its own, but no longer than the host's. 0 is the client's default.
func (h Host) limited(ownMs float64) float64 {
	if h.requestLimit > 0 && (ownMs == 0 || ownMs > h.requestLimit) {
		return h.requestLimit
	}
	return ownMs
}
