package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every use of a code in Go is by its constant, so that the compiler finds a typing error.
func TestCodesAreWrittenByTheirConstants(t *testing.T) {
	for system, folders := range map[string][]string{"js": {"core", "jsbind"}, "linux": {"core", "core/native"}} {
		p, err := readProgram(system, "../..", folders...)
		require.NoError(t, err)
		codes := p.codes()
		assert.Greater(t, len(codes), 90)
		for _, literal := range p.bareCodes() {
			assert.Fail(t, fmt.Sprintf("%s: write %s as %v", p.files.Position(literal.Pos()), literal.Value, codes[literal.Value[1:len(literal.Value)-1]]))
		}
	}
}
