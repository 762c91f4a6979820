package practice

import "strconv"

// subscription is where an app wants to be told of notifications. Nothing is sent there.
type subscription struct {
	id               int
	endpoint, policy string
	standard         bool
	alerts           map[string]bool
}

var alertNames = []string{"mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote", "quoted_update", "admin.sign_up", "admin.report"}

// subscriptionDocument returns the entity WebPushSubscription. https://docs.joinmastodon.org/entities/WebPushSubscription/
func (s *Server) subscriptionDocument(found *subscription) *answer {
	document := object{
		"id": strconv.Itoa(found.id), "endpoint": found.endpoint, "alerts": found.alerts, "server_key": vapidKey, "policy": found.policy,
	}
	if s.since(4) {
		document["standard"] = found.standard
	}
	return jsonAnswer(200, document)
}

func (s *Server) showSubscription(r *request) *answer {
	found := s.subscriptions[r.token]
	if found == nil {
		return apiError(404, "Not Found")
	}
	return s.subscriptionDocument(found)
}

// subscribe replaces the token's earlier subscription.
func (s *Server) subscribe(r *request) *answer {
	given := r.params
	for _, name := range []string{"subscription[endpoint]", "subscription[keys][p256dh]", "subscription[keys][auth]"} {
		if given.Get(name) == "" {
			return apiError(422, "Validation failed: "+map[bool]string{true: "Endpoint", false: "Key"}[name == "subscription[endpoint]"]+" can't be blank")
		}
	}
	made := &subscription{id: s.serial("subscription"), endpoint: given.Get("subscription[endpoint]"), policy: "all", standard: given.truthy("subscription[standard]")}
	made.set(given)
	s.subscriptions[r.token] = made
	return s.subscriptionDocument(made)
}

func (p *subscription) set(given params) {
	alerts := map[string]bool{}
	for _, name := range alertNames {
		alerts[name] = given.truthy("data[alerts][" + name + "]")
	}
	p.alerts = alerts
	for _, name := range []string{"data[policy]", "policy"} {
		if given.Get(name) != "" {
			p.policy = given.Get(name)
		}
	}
}

func (s *Server) changeSubscription(r *request) *answer {
	found := s.subscriptions[r.token]
	if found == nil {
		return apiError(404, "Not Found")
	}
	found.set(r.params)
	return s.subscriptionDocument(found)
}

func (s *Server) unsubscribe(r *request) *answer {
	delete(s.subscriptions, r.token)
	return done()
}
