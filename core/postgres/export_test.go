package postgres

// Questions returns how many questions about locks wait for the connection that answers them.
func (s *Store) Questions() int {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	return len(s.held.waiting)
}
