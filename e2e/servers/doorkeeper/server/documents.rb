# frozen_string_literal: true

# The entities, as Mastodon 4.5 writes them. Each takes the server's own address, which is the one it was asked at.
module Documents
  module_function

  def account(person, base)
    picture = "#{base}/avatars/#{person.username}.svg"
    {
      id: person.id.to_s, username: person.username, acct: person.username, display_name: person.display_name,
      locked: person.locked, bot: false, discoverable: true, indexable: false, group: false,
      created_at: person.created_at.beginning_of_day.iso8601(3), note: '',
      url: "#{base}/@#{person.username}", uri: "#{base}/ap/users/#{person.id}",
      avatar: picture, avatar_static: picture, header: picture, header_static: picture,
      followers_count: 0, following_count: 0, statuses_count: person.statuses.count,
      last_status_at: person.statuses.maximum(:created_at)&.to_date&.iso8601,
      hide_collections: nil, noindex: false, emojis: [], roles: [], fields: []
    }
  end

  def credential_account(person, base)
    account(person, base).merge(
      source: {
        privacy: default_visibility(person), sensitive: false, language: nil, note: '', fields: [],
        follow_requests_count: 0, hide_collections: nil, discoverable: true, indexable: false,
        attribution_domains: [], quote_policy: 'public',
      },
      role: { id: '-99', name: '', permissions: '0', color: '', highlighted: false },
    )
  end

  def status(status, base)
    address = "#{base}/@#{status.person.username}/#{status.id}"
    {
      id: status.id.to_s, created_at: status.created_at.iso8601(3), in_reply_to_id: nil, in_reply_to_account_id: nil,
      sensitive: status.sensitive, spoiler_text: status.spoiler_text.to_s, visibility: status.visibility,
      language: status.language, uri: "#{base}/ap/users/#{status.person.id}/statuses/#{status.id}", url: address,
      replies_count: 0, reblogs_count: 0, favourites_count: 0, edited_at: nil,
      content: "<p>#{ERB::Util.html_escape(status.text)}</p>", reblog: nil,
      application: status.application && { name: status.application.name, website: status.application.website.presence },
      account: account(status.person, base), media_attachments: [], mentions: [], tags: [], emojis: [], card: nil, poll: nil
    }
  end

  def preferences(person)
    {
      'posting:default:visibility' => default_visibility(person), 'posting:default:quote_policy' => 'public',
      'posting:default:sensitive' => false, 'posting:default:language' => nil,
      'reading:expand:media' => 'default', 'reading:expand:spoilers' => false, 'reading:autoplay:gifs' => false
    }
  end

  def instance_v1(base, host)
    {
      uri: host, title: 'Doorkeeper', short_description: '', description: '', email: '', version: '4.5.0',
      urls: { streaming_api: base.sub('http', 'ws') },
      stats: { user_count: Person.count, status_count: Status.count, domain_count: 0 },
      thumbnail: nil, languages: ['en'], registrations: false, approval_required: false, invites_enabled: false,
      configuration: { statuses: LIMITS }, contact_account: nil, rules: []
    }
  end

  def instance_v2(base, host)
    {
      domain: host, title: 'Doorkeeper', version: '4.5.0', source_url: 'https://github.com/mastodon/mastodon',
      description: '', usage: { users: { active_month: Person.count } }, thumbnail: { url: "#{base}/avatars/alice.svg" },
      icon: [], languages: ['en'],
      configuration: {
        urls: { streaming: base.sub('http', 'ws'), status: nil, about: "#{base}/", privacy_policy: nil, terms_of_service: nil },
        vapid: { public_key: VAPID_KEY }, statuses: LIMITS, limited_federation: false,
      },
      registrations: { enabled: false, approval_required: false, reason_required: false, message: nil, min_age: nil, url: nil },
      api_versions: { mastodon: 7 }, contact: { email: '', account: nil }, rules: []
    }
  end

  def metadata(base)
    {
      issuer: "#{base}/", authorization_endpoint: "#{base}/oauth/authorize", token_endpoint: "#{base}/oauth/token",
      revocation_endpoint: "#{base}/oauth/revoke", userinfo_endpoint: "#{base}/oauth/userinfo",
      scopes_supported: Doorkeeper.configuration.scopes.to_a, response_types_supported: ['code'],
      response_modes_supported: %w[query fragment form_post], token_endpoint_auth_methods_supported: %w[client_secret_basic client_secret_post],
      grant_types_supported: Doorkeeper.configuration.grant_flows, code_challenge_methods_supported: ['S256'],
      service_documentation: 'https://docs.joinmastodon.org/', app_registration_endpoint: "#{base}/api/v1/apps"
    }
  end

  def default_visibility(person)
    person.locked ? 'private' : 'public'
  end

  LIMITS = { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 }.freeze
end
