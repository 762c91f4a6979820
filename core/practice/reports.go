package practice

import (
	"slices"
	"strconv"
	"time"
)

// report tells the moderators of an account. Here nobody reads it. https://docs.joinmastodon.org/entities/Report/
func (s *Server) report(r *request) *answer {
	other := s.accountByID(r.params.Get("account_id"))
	if other == nil {
		return lost()
	}
	category := r.params.Get("category")
	rules := r.params.list("rule_ids")
	switch {
	case category == "" && len(rules) > 0:
		category = "violation"
	case !slices.Contains([]string{"spam", "legal", "violation"}, category):
		category = "other"
	}
	return jsonAnswer(200, object{
		"id": strconv.Itoa(s.serial("report")), "action_taken": false, "action_taken_at": nil, "category": category,
		"comment": r.params.Get("comment"), "forwarded": r.params.truthy("forward"), "created_at": timestamp(time.Now()),
		"status_ids": orEmpty(r.params.list("status_ids")), "rule_ids": orEmpty(rules), "target_account": s.account(r, other),
	})
}

// orEmpty is a list that is not null in JSON.
func orEmpty(list []string) []string { return append([]string{}, list...) }

// listDomainBlocks lists the servers whose people somebody does not want to see.
func (s *Server) listDomainBlocks(r *request) *answer {
	return jsonAnswer(200, orEmpty(s.settingsOf(r.reader).domains))
}

// blockDomain also ends what ties there are to people of the domain.
func (s *Server) blockDomain(r *request) *answer {
	own, domain := s.settingsOf(r.reader), r.params.Get("domain")
	if domain == "" {
		return validationFailed(r, problem{"Domain", "can't be blank"})
	}
	if !slices.Contains(own.domains, domain) {
		own.domains = append(own.domains, domain)
	}
	s.ties = slices.DeleteFunc(s.ties, func(t *tie) bool {
		return (t.kind == following || t.kind == asking) &&
			(t.from == r.reader && t.to.domain == domain || t.to == r.reader && t.from.domain == domain)
	})
	return done()
}

func (s *Server) unblockDomain(r *request) *answer {
	own := s.settingsOf(r.reader)
	own.domains = slices.DeleteFunc(own.domains, func(domain string) bool { return domain == r.params.Get("domain") })
	return done()
}
