# frozen_string_literal: true

# The part of Mastodon's API that a login needs. Which scope opens what, and the words of the refusals, are Mastodon's;
# whether a token is good and has a scope is decided by Doorkeeper.
module Api
  class BaseController < ActionController::API
    before_action { response.headers['Cache-Control'] = 'private, no-store' }
    rescue_from(ActiveRecord::RecordInvalid) { |e| refuse(:unprocessable_entity, e.message) }
    rescue_from(ActiveRecord::RecordNotFound) { refuse(:not_found, 'Record not found') }

    def not_found
      refuse(:not_found, 'Not Found')
    end

    private

    def refuse(status, words)
      render json: { error: words }, status: status
    end

    def doorkeeper_unauthorized_render_options(error: nil)
      { json: { error: error.description } }
    end

    def doorkeeper_forbidden_render_options(**)
      { json: { error: 'This action is outside the authorized scopes' } }
    end

    def require_person!
      refuse(:unprocessable_entity, 'This method requires an authenticated user') unless person
    end

    def person
      @person ||= Person.find_by(id: doorkeeper_token.resource_owner_id)
    end

    def base
      request.base_url
    end
  end

  class AppsController < BaseController
    def create
      form = params.permit(:client_name, :scopes, :website, :redirect_uris, redirect_uris: [])
      app = Doorkeeper::Application.create!(
        name: form[:client_name], redirect_uri: form[:redirect_uris], website: form[:website],
        scopes: form[:scopes] || Doorkeeper.configuration.default_scopes,
      )
      render json: app.credentials_document
    end

    # Any token will do, whatever its scopes.
    def verify_credentials
      return doorkeeper_render_error unless valid_doorkeeper_token?

      render json: doorkeeper_token.application.document
    end
  end

  class AccountsController < BaseController
    before_action(only: :verify_credentials) { doorkeeper_authorize! :profile, :read, :'read:accounts' }
    before_action(only: :preferences) { doorkeeper_authorize! :read, :'read:accounts' }
    before_action :require_person!, only: %i[verify_credentials preferences]

    def verify_credentials
      render json: Documents.credential_account(person, base)
    end

    def preferences
      render json: Documents.preferences(person)
    end

    def statuses
      posted = Person.find(params[:id]).statuses.where(visibility: %w[public unlisted]).order(id: :desc)
      render json: posted.map { |status| Documents.status(status, base) }
    end
  end

  class UserinfoController < BaseController
    before_action { doorkeeper_authorize! :profile }
    before_action :require_person!

    def show
      account = Documents.account(person, base)
      render json: {
        iss: "#{base}/", sub: account[:uri], name: person.display_name, preferred_username: person.username,
        profile: account[:url], picture: account[:avatar]
      }
    end
  end

  class ServerController < BaseController
    def instance_v1
      render json: Documents.instance_v1(base, request.host_with_port)
    end

    def instance_v2
      render json: Documents.instance_v2(base, request.host_with_port)
    end

    def metadata
      render json: Documents.metadata(base)
    end
  end
end
