# frozen_string_literal: true

# Doorkeeper, configured as Mastodon's config/initializers/doorkeeper.rb does.
Doorkeeper.configure do
  orm :active_record
  base_controller 'ApplicationController'

  resource_owner_authenticator do
    next current_person if current_person

    session[:return_to] = request.fullpath if request.get?
    redirect_to '/auth/sign_in'
  end

  authorization_code_expires_in 10.minutes
  access_token_expires_in nil
  reuse_access_token

  default_scopes :read
  optional_scopes :profile, :write,
                  *%w[accounts blocks bookmarks conversations favourites filters follows lists media mutes
                      notifications reports statuses].map { |what| :"write:#{what}" },
                  *%w[accounts blocks bookmarks favourites filters follows lists mutes notifications search
                      statuses].map { |what| :"read:#{what}" },
                  :follow, :push, :'admin:read', :'admin:write',
                  *%w[accounts reports domain_allows domain_blocks ip_blocks email_domain_blocks
                      canonical_email_blocks].flat_map { |what| [:"admin:read:#{what}", :"admin:write:#{what}"] }
  enforce_configured_scopes

  client_credentials :from_basic, :from_params
  access_token_methods :from_bearer_authorization, :from_access_token_param, :from_bearer_param

  force_ssl_in_redirect_uri false
  forbid_redirect_uri { |uri| %w[data vbscript javascript].include?(uri.scheme.to_s.downcase) }

  grant_flows %w[authorization_code client_credentials]
  realm 'Doorkeeper'
end
